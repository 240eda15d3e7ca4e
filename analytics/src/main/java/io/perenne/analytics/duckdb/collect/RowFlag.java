// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

/**
 * What a row is besides its time and money. Flags travel in the low bits of the time, which leaves
 * room for every microsecond of the years 1000 to 9999.
 */
public enum RowFlag {
  /** Its status does not count. */
  NOT_COUNTABLE(1),
  /**
   * A refund of the order it names: a line of that order that moves neither its time nor status.
   */
  LINKED(2),
  /** It belongs to no order and is a ticket of its own. */
  ALONE(4),
  /** Its status says that its money was given back. */
  REFUNDED(8);

  private static final int BITS = 4;

  private final int bit;

  RowFlag(int bit) {
    this.bit = bit;
  }

  /** Returns the flag as a number; those of a row add up. */
  public int bit() {
    return bit;
  }

  boolean in(long packed) {
    return (packed & bit) != 0;
  }

  static long pack(long micros, int flags) {
    return (micros << BITS) | flags;
  }

  static long micros(long packed) {
    return packed >> BITS;
  }
}
