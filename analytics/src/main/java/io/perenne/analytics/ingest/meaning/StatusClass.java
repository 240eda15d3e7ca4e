// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import java.util.Locale;

/** What a status word says about the money of its row. */
public enum StatusClass {
  /** The money was, or will be, paid: the row counts. */
  COUNTS,
  /** Not paid, cancelled or failed: the row does not count, the rest of its order may. */
  DOES_NOT_COUNT,
  /** All money was given back: the row counts with nothing. */
  REFUNDED,
  /** Part of the money was given back; how much stands elsewhere. The row counts. */
  PARTLY_REFUNDED,
  /** No one knows: a run is refused if too much money has such words. */
  UNKNOWN;

  /** The name as it is written in files: {@code does-not-count}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a row with this status is part of a purchase, perhaps with less money than it says. */
  public boolean counts() {
    return this == COUNTS || this == PARTLY_REFUNDED;
  }

  /**
   * What two statuses of one row say together, such as that of an order and that of its line: the
   * one that takes more money away.
   */
  public StatusClass and(StatusClass other) {
    return severity() >= other.severity() ? this : other;
  }

  private int severity() {
    return switch (this) {
      case COUNTS -> 0;
      case PARTLY_REFUNDED -> 1;
      case UNKNOWN -> 2;
      case REFUNDED -> 3;
      case DOES_NOT_COUNT -> 4;
    };
  }
}
