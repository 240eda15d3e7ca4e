// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.home.CustomerCounts;
import java.util.List;

/**
 * The customers of the CRM, one row each or several.
 *
 * @param sql a query that yields {@code file, customer, email, contact_id, consent, consent_time,
 *     suppressed, attributes, bad}
 * @param attributes the columns in which the datamodel keeps the attributes, in their order
 * @param counts what became of the rows
 */
public record CustomerTable(String sql, List<String> attributes, CustomerCounts counts) {
  /** Copies the list. */
  public CustomerTable {
    attributes = List.copyOf(attributes);
  }
}
