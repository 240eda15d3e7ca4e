// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.history.DatedBase;
import io.perenne.clv.history.DatedHistory;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The customers of a likelihood with the distances of their covariates from the means, made once
 * for those who share a series.
 *
 * @param covariates how many covariates are read
 * @param histories the customers
 * @param distances of each of them
 */
record SeriesCustomers(
    int covariates, List<DatedHistory> histories, List<SeriesDistances> distances) {

  /**
   * Returns the customers of a base.
   *
   * @param read which covariates are read
   * @param means the mean of each of those
   */
  static SeriesCustomers of(DatedBase base, int[] read, double[] means) {
    IdentityHashMap<CovariateSeries, SeriesDistances> made = new IdentityHashMap<>();
    return new SeriesCustomers(
        read.length,
        base.customers(),
        base.customers().stream()
            .map(
                customer ->
                    made.computeIfAbsent(
                        customer.series(), series -> SeriesDistances.of(series, read, means)))
            .toList());
  }

  /** Returns every n-th customer, for a search that only has to come near. */
  SeriesCustomers thinned(int n) {
    List<Integer> kept =
        IntStream.range(0, (histories.size() + n - 1) / n).mapToObj(i -> i * n).toList();
    return new SeriesCustomers(
        covariates,
        kept.stream().map(histories::get).toList(),
        kept.stream().map(distances::get).toList());
  }
}
