// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Finds out how a column of values that change becomes numbers, and turns it into them. */
final class SeriesReading {

  /** A column of which this share is numbers is one of numbers. */
  private static final double NUMBERS = 0.95;

  private static final int MOST_CATEGORIES = 20;

  /** A category with fewer rows is joined with others. */
  private static final int LEAST_ROWS = 10;

  private final String name;
  private final SeriesFields fields;
  private final CovariateValue value;

  SeriesReading(String name, SeriesFields fields, CovariateValue value) {
    this.name = name;
    this.fields = fields;
    this.value = value;
  }

  /**
   * Returns the column; absent if its values never change.
   *
   * @param rows which rows count, in an order that does not depend on that of the file
   */
  Optional<SeriesColumn> column(int[] rows) {
    List<OptionalDouble> numbers = fields.texts().stream().map(value::number).toList();
    long[] count = new long[numbers.size()];
    long told = 0;
    long readable = 0;
    double sum = 0;
    for (int row : rows) {
      int code = fields.code(row);
      if (!value.isMissing(fields.text(row))) {
        told++;
        count[code]++;
        OptionalDouble number = numbers.get(code);
        readable += number.isPresent() ? 1 : 0;
        sum += number.orElse(0);
      }
    }
    if (told == 0) {
      return Optional.empty();
    }
    if (readable < NUMBERS * told) {
      return categories(count, told);
    }
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int code = 0; code < count.length; code++) {
      if (count[code] > 0 && numbers.get(code).isPresent()) {
        lowest = Math.min(lowest, numbers.get(code).getAsDouble());
        highest = Math.max(highest, numbers.get(code).getAsDouble());
      }
    }
    return lowest < highest
        ? Optional.of(new SeriesColumn(name, List.of(), List.of(sum / readable)))
        : Optional.empty();
  }

  private Optional<SeriesColumn> categories(long[] count, long told) {
    Map<String, Long> counts = new TreeMap<>();
    for (int code = 0; code < count.length; code++) {
      if (count[code] > 0) {
        counts.merge(fields.texts().get(code).strip(), count[code], Long::sum);
      }
    }
    List<Map.Entry<String, Long>> kept = new ArrayList<>();
    counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= LEAST_ROWS)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_CATEGORIES)
        .forEach(kept::add);
    long others = told - kept.stream().mapToLong(Map.Entry::getValue).sum();
    if (others > 0) {
      kept.removeIf(entry -> entry.getKey().equals(CovariateColumn.OTHER));
      long joined = told - kept.stream().mapToLong(Map.Entry::getValue).sum();
      kept.add(Map.entry(CovariateColumn.OTHER, joined));
    }
    if (kept.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new SeriesColumn(
            name,
            kept.stream().map(Map.Entry::getKey).toList(),
            kept.stream().skip(1).map(entry -> (double) entry.getValue() / told).toList()));
  }

  /** What a field says: its covariates, none if nothing, and what is wrong with it. */
  record Meaning(Optional<List<Double>> values, Optional<Message> fault) {
    static Meaning of(List<Double> values) {
      return new Meaning(Optional.of(values), Optional.empty());
    }
  }

  /** Returns what each of the different texts says. */
  List<Meaning> meanings(SeriesColumn column) {
    return fields.texts().stream().map(text -> meaning(column, text.strip())).toList();
  }

  private Meaning meaning(SeriesColumn column, String text) {
    if (value.isMissing(text)) {
      return new Meaning(Optional.empty(), Optional.empty());
    }
    if (column.isNumber()) {
      OptionalDouble number = value.number(text);
      return number.isPresent()
          ? Meaning.of(List.of(number.getAsDouble()))
          : new Meaning(
              Optional.empty(),
              Optional.of(Texts.message("covariates.fault.no-number", column.name(), text)));
    }
    return column
        .category()
        .of(text)
        .map(Meaning::of)
        .orElseGet(
            () ->
                new Meaning(
                    Optional.of(column.average()),
                    Optional.of(
                        Texts.message("covariates.fault.unknown-value", column.name(), text))));
  }
}
