// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

/** Writes texts into the CSV files that a run reads. */
final class Cell {
  private Cell() {}

  /** Returns a text in quotes, as RFC 4180 has them. */
  static String of(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
