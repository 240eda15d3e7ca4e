// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.ingest.text.Compression;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.TableFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A file of transactions: where each field is and how its values are written.
 *
 * @param table the file
 * @param mapping the columns found
 * @param time how its dates are written
 * @param numbers which decimal mark its numbers have
 * @param patient whether values are read as text first, because some are not spelled as most are;
 *     else the engine reads numbers and times itself
 * @param emptyAmountIsZero whether an empty amount continues the order of the row above, as in
 *     Shopify exports, where only the first line of an order carries its total
 */
record TransactionFile(
    TableFile table,
    List<FieldMapping> mapping,
    TimeStyle time,
    DecimalMark numbers,
    boolean patient,
    boolean emptyAmountIsZero)
    implements RereadableFile<TransactionFile> {

  private static final List<String> NUMBERS = List.of("amount", "quantity", "margin", "cost");

  private static final Set<String> NOT_TEXT =
      Set.of("customer", "time", "amount", "quantity", "price", "margin", "cost");

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
    return !has("amount") && has("quantity") && has("price");
  }

  /** Whether rows have an amount, given or to be multiplied. */
  boolean hasAmount() {
    return has("amount") || has("price");
  }

  TransactionFile withTable(TableFile other) {
    return new TransactionFile(other, mapping, time, numbers, patient, emptyAmountIsZero);
  }

  TransactionFile withTime(TimeStyle other) {
    return new TransactionFile(table, mapping, other, numbers, patient, emptyAmountIsZero);
  }

  TransactionFile withNumbers(DecimalMark other) {
    return new TransactionFile(table, mapping, time, other, patient, emptyAmountIsZero);
  }

  /** Reads values as text first. */
  TransactionFile patiently() {
    return new TransactionFile(table, mapping, time, numbers, true, emptyAmountIsZero);
  }

  /** Lets the engine read times and numbers itself. */
  TransactionFile eagerly() {
    return new TransactionFile(table, mapping, time, numbers, false, emptyAmountIsZero);
  }

  /** Whether two fields are read from one column. */
  boolean sharesColumns() {
    return mapping.stream().map(FieldMapping::index).distinct().count() < mapping.size();
  }

  /** The types as which the engine reads the columns of times and numbers. */
  EngineTypes types() {
    if (patient) {
      return EngineTypes.TEXT;
    }
    Map<Integer, String> types = new HashMap<>();
    find("time").ifPresent(found -> types.put(found.index(), "TIMESTAMP"));
    for (String field : NUMBERS) {
      find(field).ifPresent(found -> types.put(found.index(), "DECIMAL(18,4)"));
    }
    find("price").ifPresent(found -> types.put(found.index(), "DECIMAL(18,6)"));
    return new EngineTypes(types, time.format(), true);
  }

  /** Whether no field is text but the customer's id. */
  boolean onlyIdsAreText() {
    return !patient && mapping.stream().allMatch(found -> NOT_TEXT.contains(found.field()));
  }

  /** A column as the engine gives it. */
  TableSample.Column engineColumn(FieldMapping found) {
    TableSample.Column column = table.columns().get(found.index());
    boolean text = table.format() == FileFormat.CSV;
    return text ? new TableSample.Column(column.name(), types().of(found.index())) : column;
  }

  @Override
  public TransactionFile mended(Damage.Kind kind, TableCopier copier) {
    boolean copy = kind == Damage.Kind.RECORDS;
    return (copy ? withTable(copier.copy(table)) : this).patiently();
  }

  @Override
  public Object likeness() {
    return List.of(
        table.format(),
        table.columns(),
        table.copy() == null ? Objects.requireNonNullElse(table.dialect(), "") : CsvFormat.COPY,
        table.copy() == null ? table.compression() : Compression.NONE,
        mapping.stream().map(found -> found.field() + "=" + found.index()).toList(),
        time,
        numbers,
        patient,
        emptyAmountIsZero);
  }

  InputFile describe() {
    return InputFile.of(table, mapping);
  }
}
