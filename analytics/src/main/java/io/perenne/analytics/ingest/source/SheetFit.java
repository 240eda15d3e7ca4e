// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.Vocabulary;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Which sheets of a workbook seem to be the table that is looked for, by names of columns. */
final class SheetFit {

  private static final int LOOKED_AT = 30;

  private SheetFit() {}

  /** Sheets with a customer, a time and money. */
  static Predicate<List<List<String>>> transactions(Vocabulary vocabulary, ColumnMapping mapping) {
    return sheet -> anyRow(sheet, row -> areTransactions(fields(vocabulary, mapping, row)));
  }

  /** Sheets with a customer that are none of transactions. */
  static Predicate<List<List<String>>> customers(
      Vocabulary vocabulary, Vocabulary transactions, ColumnMapping mapping) {
    Predicate<List<List<String>>> purchases = transactions(transactions, mapping);
    return sheet ->
        !purchases.test(sheet)
            && anyRow(
                sheet,
                row -> {
                  Set<String> fields = fields(vocabulary, mapping, row);
                  return fields.contains("customer") || fields.contains("email");
                });
  }

  /** Sheets with at least two known columns. */
  static Predicate<List<List<String>>> any(Vocabulary vocabulary) {
    return sheet -> anyRow(sheet, row -> fields(vocabulary, ColumnMapping.none(), row).size() >= 2);
  }

  private static boolean anyRow(List<List<String>> sheet, Predicate<List<String>> fits) {
    return sheet.stream().limit(LOOKED_AT).anyMatch(fits);
  }

  private static boolean areTransactions(Set<String> fields) {
    return fields.contains("customer")
        && fields.contains("time")
        && (fields.contains("amount") || fields.contains("price"));
  }

  private static Set<String> fields(
      Vocabulary vocabulary, ColumnMapping mapping, List<String> row) {
    Set<String> fields = vocabulary.fields(row);
    mapping
        .columns()
        .forEach(
            (field, column) -> {
              OptionalInt place = ColumnMapping.place(column);
              if (row.stream().anyMatch(name -> name.strip().equals(column))
                  || (place.isPresent() && place.getAsInt() < row.size())) {
                fields.add(field);
              }
            });
    return fields;
  }
}
