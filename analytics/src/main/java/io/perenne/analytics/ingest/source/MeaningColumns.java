// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.column.TimeShape;
import io.perenne.analytics.ingest.meaning.DocumentWords;
import io.perenne.analytics.ingest.meaning.FlagWords;
import io.perenne.analytics.ingest.meaning.StatusClass;
import io.perenne.analytics.ingest.meaning.StatusVocabulary;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Columns that say whether a row is a sale: a status or a type of document told by its words where
 * its name tells nothing, a flag such as {@code cancelled_at} or {@code paid}. A row that was
 * called off must not become a purchase only because nobody knew the name of a column.
 */
final class MeaningColumns {

  private static final double MOST = 0.8;

  private final TableSample sample;
  private final Set<String> nullTexts;
  private final Set<Integer> taken = new HashSet<>();
  private final List<FieldMapping> found;

  private MeaningColumns(TableSample sample, List<FieldMapping> found, Set<String> nullTexts) {
    this.sample = sample;
    this.nullTexts = nullTexts;
    this.found = found;
    found.forEach(field -> taken.add(field.index()));
  }

  /**
   * Adds such columns to those that were found; one found as the status whose words are types of
   * documents is one.
   */
  static void addTo(List<FieldMapping> found, TableSample sample, Set<String> nullTexts) {
    MeaningColumns columns = new MeaningColumns(sample, found, nullTexts);
    columns.addTypeOfDocument();
    columns.addFlags("rejected", FlagWords::isCalledOff, true);
    columns.addFlags("unpaid", FlagWords::isPaid, false);
    columns.addStatus();
  }

  private void addTypeOfDocument() {
    found.stream()
        .filter(field -> field.field().equals("status") && tellsDocuments(values(field.index())))
        .findFirst()
        .ifPresent(
            status -> {
              found.remove(status);
              taken.remove(status.index());
            });
    add("row-type", Texts.message("column.by-words"), name -> true, this::tellsDocuments, 1);
  }

  private boolean tellsDocuments(List<String> values) {
    long sales = values.stream().filter(DocumentWords::isSale).count();
    long refunds = values.stream().filter(DocumentWords::isRefund).count();
    return sales > 0 && refunds > 0 && sales + refunds >= MOST * values.size();
  }

  private void addFlags(String field, Predicate<String> named, boolean dates) {
    add(
        field,
        Texts.message("column.by-name"),
        name -> named.test(ColumnName.normal(name)),
        values ->
            values.stream()
                .allMatch(
                    value ->
                        FlagWords.isNo(value)
                            || FlagWords.isYes(value)
                            || (dates && TimeShape.of(value).isPresent())),
        sample.columns().size());
  }

  private void addStatus() {
    if (found.stream().noneMatch(field -> field.field().equals("status"))) {
      add(
          "status",
          Texts.message("column.by-words"),
          name -> true,
          MeaningColumns::tellsStatuses,
          1);
    }
  }

  /** Whether most are known words, and one of them says that a row does not count in full. */
  private static boolean tellsStatuses(List<String> values) {
    StatusVocabulary words = StatusVocabulary.usual();
    long known = values.stream().filter(v -> words.classify(v) != StatusClass.UNKNOWN).count();
    boolean against =
        values.stream()
            .map(words::classify)
            .anyMatch(c -> c != StatusClass.UNKNOWN && c != StatusClass.COUNTS);
    return against && known >= MOST * values.size();
  }

  private List<String> values(int index) {
    return sample.values(index, nullTexts);
  }

  private void add(
      String field, Message why, Predicate<String> named, Predicate<List<String>> fits, int most) {
    List<FieldMapping> added = new ArrayList<>();
    for (int i = 0; i < sample.columns().size() && added.size() < most; i++) {
      List<String> values = values(i);
      String name = sample.names().get(i);
      if (!taken.contains(i) && !values.isEmpty() && named.test(name) && fits.test(values)) {
        added.add(new FieldMapping(field, name, i, why, values.get(0)));
        taken.add(i);
      }
    }
    found.addAll(added);
  }
}
