// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A file of transactions: where each field is and how its values are written.
 *
 * @param table the file
 * @param mapping the columns found
 * @param time how its dates are written
 * @param numbers which decimal mark its numbers have
 * @param emptyAmountIsZero whether an empty amount continues the order of the row above, as in
 *     Shopify exports, where only the first line of an order carries its total
 */
record TransactionFile(
    TableFile table,
    List<FieldMapping> mapping,
    TimeStyle time,
    NumberStyle numbers,
    boolean emptyAmountIsZero) {

  TransactionFile {
    mapping = List.copyOf(mapping);
  }

  Optional<FieldMapping> find(String field) {
    return mapping.stream().filter(found -> found.field().equals(field)).findFirst();
  }

  boolean has(String field) {
    return find(field).isPresent();
  }

  /** Whether the amount is quantity times price. */
  boolean multiplies() {
    return !has("amount") && has("quantity");
  }

  TransactionFile withTable(TableFile other) {
    return new TransactionFile(other, mapping, time, numbers, emptyAmountIsZero);
  }

  TransactionFile withTime(TimeStyle other) {
    return new TransactionFile(table, mapping, other, numbers, emptyAmountIsZero);
  }

  TransactionFile withNumbers(NumberStyle other) {
    return new TransactionFile(table, mapping, time, other, emptyAmountIsZero);
  }

  /** Files with equal likeness are read by one call. */
  Object likeness() {
    return List.of(
        table.format(),
        table.columns(),
        table.copy() == null ? Objects.requireNonNullElse(table.dialect(), "") : CsvDialect.COPY,
        table.copy() == null ? table.compression() : Compression.NONE,
        mapping.stream().map(found -> found.field() + "=" + found.index()).toList(),
        time,
        numbers,
        emptyAmountIsZero);
  }

  InputFile describe() {
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      int index = i;
      if (mapping.stream().noneMatch(found -> found.index() == index)) {
        ignored.add(table.columns().get(i).name());
      }
    }
    return new InputFile(
        table.path(), table.format(), table.dialect(), table.bytes(), mapping, ignored);
  }
}
