// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import java.util.List;

/**
 * How a column of values that change becomes numbers: a number stays as it is, a category becomes
 * one indicator for each category but the first.
 *
 * @param name its name in the file
 * @param categories of a category, the most common first; empty for a number
 * @param average what its covariates are for a customer of whom it is not known: the mean of each
 *     over the rows that tell
 */
public record SeriesColumn(String name, List<String> categories, List<Double> average) {

  /** Copies the lists and checks that they are those of one kind of column. */
  public SeriesColumn {
    categories = List.copyOf(categories);
    average = List.copyOf(average);
    if (average.size() != Math.max(1, categories.size() - 1) || categories.size() == 1) {
      throw new IllegalArgumentException("not a column: " + name);
    }
  }

  boolean isNumber() {
    return categories.isEmpty();
  }

  /** Returns the names of its covariates. */
  List<String> covariates() {
    return isNumber() ? List.of(name) : category().covariates();
  }

  /** Returns how a category becomes indicators. */
  CovariateColumn category() {
    return new CovariateColumn(name, List.of(), categories, average);
  }
}
