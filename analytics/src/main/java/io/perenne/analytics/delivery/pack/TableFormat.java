// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import java.util.Locale;

/** In which form rows are written to a file. */
public enum TableFormat {
  /** Lines of values. */
  CSV(".csv"),
  /** Columns with their types. */
  PARQUET(".parquet"),
  /** One JSON object a line. */
  JSON_LINES(".jsonl");

  private final String ending;

  TableFormat(String ending) {
    this.ending = ending;
  }

  /** Returns what a file's name ends in. */
  public String ending() {
    return ending;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
