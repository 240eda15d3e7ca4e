// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a column becomes numbers. A number becomes the nearest of a few levels, so that customers
 * with equal covariates are many; a category becomes one indicator for each category but the first,
 * which is the one others are compared with.
 *
 * @param name its name in the file
 * @param levels of a number, rising; empty for a category
 * @param categories of a category, the most common first; empty for a number
 * @param average what the covariates of this column are for a customer of whom it is not known: the
 *     mean of each over the rows that tell
 */
public record CovariateColumn(
    String name, List<Double> levels, List<String> categories, List<Double> average) {

  /** Rare categories together. */
  static final String OTHER = "other";

  /** Copies the lists and checks that they are those of one kind of column. */
  public CovariateColumn {
    levels = List.copyOf(levels);
    categories = List.copyOf(categories);
    average = List.copyOf(average);
    if (average.size() != Math.max(levels.isEmpty() ? 0 : 1, categories.size() - 1)
        || average.isEmpty()) {
      throw new IllegalArgumentException("not a column: " + name);
    }
  }

  /** Returns the names of its covariates. */
  List<String> covariates() {
    return isNumber()
        ? List.of(name)
        : categories.stream().skip(1).map(category -> name + "=" + category).toList();
  }

  boolean isNumber() {
    return categories.isEmpty();
  }

  /** Returns the covariates of a number: the nearest level, the lower one of two as near. */
  List<Double> of(double number) {
    double nearest = levels.get(0);
    for (double level : levels) {
      if (Math.abs(level - number) < Math.abs(nearest - number)) {
        nearest = level;
      }
    }
    return List.of(nearest);
  }

  /** Returns the covariates of a category; empty for one that the fit did not know. */
  Optional<List<Double>> of(String category) {
    int place = categories.indexOf(category);
    if (place < 0) {
      place = categories.indexOf(OTHER);
    }
    if (place < 0) {
      return Optional.empty();
    }
    List<Double> indicators = new ArrayList<>();
    for (int i = 1; i < categories.size(); i++) {
      indicators.add(i == place ? 1.0 : 0.0);
    }
    return Optional.of(indicators);
  }
}
