// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Finds out from the fields of a column what kind it is and how it becomes numbers. */
final class ColumnReading {

  /** A column of which this share is numbers is one of numbers. */
  private static final double NUMBERS = 0.95;

  private static final int MOST_LEVELS = 32;
  private static final int MOST_CATEGORIES = 20;

  /** A category with fewer customers is joined with others. */
  private static final int LEAST_CUSTOMERS = 10;

  private final String name;
  private final CovariateValue value;
  private final List<String> texts;

  ColumnReading(String name, CovariateValue value, List<String> texts) {
    this.name = name;
    this.value = value;
    this.texts = texts.stream().filter(text -> !value.isMissing(text)).map(String::strip).toList();
  }

  /** Returns the column; absent if it says nothing of anybody. */
  Optional<CovariateColumn> column() {
    double[] numbers =
        texts.stream()
            .map(value::number)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    boolean number = !texts.isEmpty() && numbers.length >= NUMBERS * texts.size();
    return number ? numbers(numbers) : categories();
  }

  private Optional<CovariateColumn> numbers(double[] sorted) {
    List<Double> levels = Arrays.stream(sorted).distinct().boxed().toList();
    if (levels.size() < 2) {
      return Optional.empty();
    }
    if (levels.size() > MOST_LEVELS) {
      levels = binMeans(sorted);
    }
    CovariateColumn column = new CovariateColumn(name, levels, List.of(), List.of(0.0));
    double sum = 0;
    for (double number : sorted) {
      sum += column.of(number).get(0);
    }
    return Optional.of(new CovariateColumn(name, levels, List.of(), List.of(sum / sorted.length)));
  }

  /** The means of bins with equally many customers. */
  private static List<Double> binMeans(double[] sorted) {
    List<Double> means = new ArrayList<>();
    for (int bin = 0; bin < MOST_LEVELS; bin++) {
      int from = (int) ((long) sorted.length * bin / MOST_LEVELS);
      int to = (int) ((long) sorted.length * (bin + 1) / MOST_LEVELS);
      double mean = 0;
      for (int i = from; i < to; i++) {
        mean += sorted[i] / (to - from);
      }
      if (to > from && (means.isEmpty() || mean > means.get(means.size() - 1))) {
        means.add(mean);
      }
    }
    return means;
  }

  private Optional<CovariateColumn> categories() {
    Map<String, Integer> counts = new TreeMap<>();
    texts.forEach(text -> counts.merge(text, 1, Integer::sum));
    Map<String, Integer> kept = new LinkedHashMap<>();
    counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= LEAST_CUSTOMERS)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_CATEGORIES)
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    int others = texts.size() - kept.values().stream().mapToInt(count -> count).sum();
    if (others > 0) {
      kept.merge(CovariateColumn.OTHER, others, Integer::sum);
    }
    if (kept.size() < 2) {
      return Optional.empty();
    }
    List<Double> shares =
        kept.values().stream().skip(1).map(count -> (double) count / texts.size()).toList();
    List<String> names = List.copyOf(kept.keySet());
    return Optional.of(new CovariateColumn(name, List.of(), names, shares));
  }
}
