// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TableSample.Column;
import io.perenne.analytics.ingest.source.TransactionFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types as which the engine shall read columns of delimited text; the others are text. Reading
 * a number as a number saves a third of the time, but a value that is none breaks the record.
 *
 * @param columns the type of each column by its place
 * @param timeFormat strptime letters of columns of type TIMESTAMP
 * @param nullTexts whether texts that mean nothing become NULL; comparing each value with each of
 *     them takes a sixth of the time. Without, an empty value is NULL
 */
record ColumnTypes(Map<Integer, String> columns, String timeFormat, boolean nullTexts) {

  static final ColumnTypes TEXT = new ColumnTypes(Map.of(), "", true);

  ColumnTypes {
    columns = Map.copyOf(columns);
  }

  private static final List<String> NUMBERS = List.of("amount", "quantity", "margin", "cost");

  /** Returns the types as which the columns of times and numbers of a file are read. */
  static ColumnTypes of(TransactionFile file) {
    if (file.patient()) {
      return TEXT;
    }
    Map<Integer, String> types = new HashMap<>();
    file.find("time").ifPresent(found -> types.put(found.index(), "TIMESTAMP"));
    for (String field : NUMBERS) {
      file.find(field).ifPresent(found -> types.put(found.index(), "DECIMAL(18,4)"));
    }
    file.find("price").ifPresent(found -> types.put(found.index(), "DECIMAL(18,6)"));
    return new ColumnTypes(types, file.time().format(), true);
  }

  /** Returns a column as a scan gives it. */
  static Column read(TransactionFile file, FieldMapping found) {
    Column column = file.table().columns().get(found.index());
    boolean text = file.table().format() == FileFormat.CSV;
    return text ? new Column(column.name(), of(file).of(found.index())) : column;
  }

  /** These types, with texts that mean nothing as they stand. */
  ColumnTypes withoutNullTexts() {
    return new ColumnTypes(columns, timeFormat, false);
  }

  String of(int column) {
    return columns.getOrDefault(column, "VARCHAR");
  }
}
