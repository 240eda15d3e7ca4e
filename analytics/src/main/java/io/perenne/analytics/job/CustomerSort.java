// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

/**
 * The order of customers. Absent values come last, equal ones by id.
 *
 * @param column a column of the run's table of customers
 * @param descending whether the largest comes first
 */
public record CustomerSort(String column, boolean descending) {
  static final String ID = "CustomerId";

  /** Returns the order of ids. */
  public static CustomerSort byId() {
    return new CustomerSort(ID, false);
  }

  /** Returns the order of a column, the largest value first. */
  public static CustomerSort largestFirst(String column) {
    return new CustomerSort(column, true);
  }

  boolean isById() {
    return column.equals(ID) && !descending;
  }
}
