// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import java.util.List;

/**
 * One record of a delimited text.
 *
 * @param line the line, from 1, on which it begins
 * @param fields its fields, as text
 * @param problem what is wrong with its quotes; empty if nothing
 */
record CsvRow(long line, List<String> fields, String problem) {
  CsvRow {
    fields = List.copyOf(fields);
  }
}
