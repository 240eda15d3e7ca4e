// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.outlook.MoneyForecaster.Forecast;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What forecasts of the past teach about one of today: they are made anew as of two, four and six
 * months ago, knowing nothing later, and held against what came.
 *
 * @param pasts how far each was off, the most recent first
 * @param factors by how much customers in one state brought less, or more, than was said of them;
 *     absent if such factors would not have helped
 * @param calibrations what groups of customers came to, one for each of the pasts
 */
public record Experience(
    List<CommonShock.Past> pasts, Optional<StateFactors> factors, List<Calibration> calibrations) {

  /** How many days ago forecasts are made again. */
  private static final int[] DAYS_AGO = {61, 122, 183};

  /** Copies the lists. */
  public Experience {
    pasts = List.copyOf(pasts);
    calibrations = List.copyOf(calibrations);
  }

  /** Returns the experience of a base that is too young for any. */
  public static Experience none() {
    return new Experience(List.of(), Optional.empty(), List.of());
  }

  /**
   * Makes the forecasts.
   *
   * @param log purchases with their values
   * @param until the last day known
   * @param states the states of all customers acquired by a day, as of that day
   */
  public static Experience of(
      PurchaseLog log, int until, MoneyForecaster forecaster, IntFunction<int[]> states) {
    List<Cut> cuts =
        IntStream.of(DAYS_AGO)
            .filter(days -> 2 * (until - days - log.firstDay() + 1) >= days)
            .parallel()
            .mapToObj(days -> cut(log, until, days, forecaster, states))
            .flatMap(Optional::stream)
            .toList();
    return new Experience(
        cuts.stream().map(Cut::past).flatMap(Optional::stream).toList(),
        StateFactors.learn(cuts.stream().map(Cut::states).toList()),
        cuts.stream()
            .flatMap(cut -> cut.past().map(past -> calibration(past, cut.states())).stream())
            .toList());
  }

  private static Calibration calibration(CommonShock.Past past, StateFactors.Cut cut) {
    return Calibration.of((int) past.days(), cut);
  }

  private record Cut(Optional<CommonShock.Past> past, StateFactors.Cut states) {}

  private static Optional<Cut> cut(
      PurchaseLog log, int until, int days, MoneyForecaster forecaster, IntFunction<int[]> states) {
    int origin = until - days;
    return forecaster
        .forecast(log, origin, days)
        .map(forecast -> cut(log, until, days, forecast, states.apply(origin)));
  }

  private static Cut cut(PurchaseLog log, int until, int days, Forecast forecast, int[] states) {
    double[] expected = forecast.money();
    double[] actual = new double[expected.length];
    for (int c = 0; c < actual.length; c++) {
      int end = log.endUntil(c, until);
      for (int p = log.endUntil(c, until - days); p < end; p++) {
        actual[c] += log.value(p);
      }
    }
    double said = forecast.total();
    double came = Arrays.stream(actual).sum();
    return new Cut(
        said > 0 && came > 0
            ? Optional.of(new CommonShock.Past(said, came, days))
            : Optional.empty(),
        new StateFactors.Cut(states, expected, actual));
  }
}
