// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/**
 * Purchase histories with the lifetime value of each customer.
 *
 * @param name the engine's name of the table
 * @param histories what was valued
 */
public record ValueTable(String name, HistoryTable histories) {}
