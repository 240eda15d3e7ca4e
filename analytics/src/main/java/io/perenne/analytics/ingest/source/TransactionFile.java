// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.MinorUnits;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.ingest.profile.Profile;
import io.perenne.analytics.ingest.text.Compression;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.TableFile;
import java.util.List;
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
 *     else a scan may read numbers and times as such
 * @param emptyAmountIsZero whether an empty amount continues the order of the row above, as in
 *     Shopify exports, where only the first line of an order carries its total
 * @param amountOfOrder whether the amount is that of the order, repeated on each of its rows
 * @param profile the export format that the file is read as
 */
public record TransactionFile(
    TableFile table,
    List<FieldMapping> mapping,
    TimeStyle time,
    DecimalMark numbers,
    boolean patient,
    boolean emptyAmountIsZero,
    boolean amountOfOrder,
    Optional<Profile> profile)
    implements SourceFile<TransactionFile> {

  private static final Set<String> MONEY =
      Set.of("amount", "price", "margin", "cost", "refunded", "less");

  private static final Set<String> NOT_TEXT =
      Set.of("customer", "time", "amount", "quantity", "price", "margin", "cost");

  /** Copies the list. */
  public TransactionFile {
    mapping = List.copyOf(mapping);
  }

  /** Returns the column of a field. */
  public Optional<FieldMapping> find(String field) {
    return mapping.stream().filter(found -> found.field().equals(field)).findFirst();
  }

  /** Returns every column of a field, the one to be asked first before the others. */
  public List<FieldMapping> all(String field) {
    return mapping.stream().filter(found -> found.field().equals(field)).toList();
  }

  /** Returns whether values must be put together from several columns, so that all are text. */
  boolean combines() {
    boolean several = mapping.stream().map(FieldMapping::field).distinct().count() < mapping.size();
    return several
        || has("refunded")
        || has("less")
        || has("row-type")
        || has("rejected")
        || has("unpaid");
  }

  /** Returns whether a column has amounts in the smallest unit of their currency. */
  public static boolean inMinorUnits(FieldMapping found) {
    return MONEY.contains(found.field()) && MinorUnits.named(found.column());
  }

  /** Returns whether there is a column for a field. */
  public boolean has(String field) {
    return find(field).isPresent();
  }

  /** Returns whether a column says whether rows count. */
  public boolean hasStatus() {
    return has("status") || has("rejected") || has("unpaid");
  }

  /** Returns whether the amount is quantity times price. */
  public boolean multiplies() {
    return !has("amount") && has("quantity") && has("price");
  }

  /** Returns whether rows have an amount, given or to be multiplied. */
  public boolean hasAmount() {
    return has("amount") || has("price");
  }

  private TransactionFile copy(
      TableFile newTable, TimeStyle newTime, DecimalMark newNumbers, boolean newPatient) {
    return new TransactionFile(
        newTable,
        mapping,
        newTime,
        newNumbers,
        newPatient,
        emptyAmountIsZero,
        amountOfOrder,
        profile);
  }

  /**
   * Returns this file as one with a row for each order, beside others: it says of margins no more
   * than they do, or their customers would be counted by another rule.
   */
  TransactionFile amongst(TransactionFiles others) {
    List<FieldMapping> fields =
        mapping.stream()
            .filter(found -> !found.field().equals("margin") || others.hasMargin())
            .toList();
    return new TransactionFile(
        table,
        fields,
        time,
        numbers,
        patient,
        emptyAmountIsZero,
        others.amountsOfOrders(),
        profile);
  }

  TransactionFile withTable(TableFile other) {
    return copy(other, time, numbers, patient);
  }

  TransactionFile withTime(TimeStyle other) {
    return copy(table, other, numbers, patient);
  }

  TransactionFile withNumbers(DecimalMark other) {
    return copy(table, time, other, patient);
  }

  /** Reads values as text first. */
  TransactionFile patiently() {
    return copy(table, time, numbers, true);
  }

  /** Lets a scan read times and numbers as such. */
  TransactionFile eagerly() {
    return copy(table, time, numbers, false);
  }

  /** Returns whether two fields are read from one column. */
  boolean sharesColumns() {
    return mapping.stream().map(FieldMapping::index).distinct().count() < mapping.size();
  }

  /** Returns whether no field is text but the customer's id. */
  public boolean onlyIdsAreText() {
    return !patient && mapping.stream().allMatch(found -> NOT_TEXT.contains(found.field()));
  }

  @Override
  public TransactionFile mended(Damage damage, TableCopier copier) {
    boolean copy = damage == Damage.RECORDS;
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
        emptyAmountIsZero,
        profile.map(Profile::name).orElse(""));
  }

  InputFile describe() {
    return InputFile.of(table, mapping, profile);
  }
}
