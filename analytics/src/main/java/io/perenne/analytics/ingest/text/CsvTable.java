// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import java.util.List;

/**
 * A delimited text read as it stands: every field is text, nothing is interpreted.
 *
 * @param dialect how it is written
 * @param header the first row, if the dialect has a header; else empty
 * @param rows the other rows in order, whatever their width
 */
public record CsvTable(CsvFormat dialect, List<String> header, List<CsvRow> rows) {
  public CsvTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /** The fields of all rows. */
  public List<List<String>> values() {
    return rows.stream().map(CsvRow::fields).toList();
  }
}
