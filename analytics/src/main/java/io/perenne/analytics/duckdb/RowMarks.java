// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.RowFlag;

/**
 * What a row is, in one number: the {@link RowFlag}s it has, whether it is without customer, and
 * the code of what is wrong with it.
 */
final class RowMarks {
  private static final long FLAGS = 15;

  /** Added to a row without customer. */
  static final long ANONYMOUS = 16;

  /** What the code of a fault is multiplied with. */
  static final long BAD_UNIT = 32;

  private RowMarks() {}

  /** Returns whether the row belongs to a customer and can be read. */
  static boolean belongs(long marks) {
    return marks < ANONYMOUS;
  }

  static int flags(long marks) {
    return (int) (marks & FLAGS);
  }

  /** Returns the code of what is wrong; 0 if nothing is. */
  static int fault(long marks) {
    return (int) (marks / BAD_UNIT);
  }
}
