// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.customers;

import io.perenne.analytics.home.RunDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of customers.
 *
 * @param run the run
 * @param query what was asked
 * @param found how many customers that are
 * @param all how many there are
 * @param rows their values by column of the contract file
 * @param next the key of the next page; empty after the last
 * @param segments how many customers each segment has, to choose from
 */
public record CustomersView(
    RunDocument run,
    CustomerQuery query,
    long found,
    long all,
    List<Map<String, String>> rows,
    Optional<String> next,
    List<RunDocument.SegmentRow> segments) {
  /** Returns the columns of the page that can be sorted by. */
  public List<String> sorts() {
    return CustomerQuery.SORTS;
  }
}
