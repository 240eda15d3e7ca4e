// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import java.util.ArrayList;
import java.util.List;

/**
 * How the columns of a file with dates become covariates that change; kept with a model.
 *
 * @param columns the columns, in the order of the fit
 */
public record SeriesDesign(List<SeriesColumn> columns) {

  /** Copies the list. */
  public SeriesDesign {
    columns = List.copyOf(columns);
  }

  /** Returns the names of the covariates. */
  public List<String> covariates() {
    return columns.stream().flatMap(column -> column.covariates().stream()).toList();
  }

  /** Returns the covariates of a customer of whom nothing is known: their means. */
  public List<Double> average() {
    List<Double> values = new ArrayList<>();
    columns.forEach(column -> values.addAll(column.average()));
    return values;
  }
}
