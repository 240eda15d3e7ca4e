// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.forecast.CountForecast;
import java.util.List;
import java.util.Optional;

/**
 * What a candidate expects of the customers of a cut.
 *
 * @param expected expected purchases by cell
 * @param counts the distribution of purchases by cell; empty for a rule of thumb, which has none
 * @param fit how the models of all customers were fitted; absent for a rule of thumb
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record Forecast(double[] expected, List<CountForecast> counts, Optional<ModelFit<Population>> fit) {

  static Forecast of(double[] expected) {
    return new Forecast(expected, List.of(), Optional.empty());
  }
}
