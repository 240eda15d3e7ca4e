// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/**
 * The customers of the CRM, one row each or several.
 *
 * @param sql a query that yields {@code file, customer, email, contact_id, consent, consent_time,
 *     suppressed, bad}
 * @param counts what became of the rows
 */
public record CustomerTable(String sql, CustomerCounts counts) {}
