// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.BgNbd;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.GammaGamma;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForecastTest {

  private static final PurchaseHistory CUSTOMER = PurchaseHistory.of(2, 30.43, 38.86);

  static Stream<TransactionModel> models() {
    return Stream.of(
        TransactionModels.of("nbd", Map.of("r", 0.385, "alpha", 12.072)),
        TransactionModels.of("bg-nbd", Map.of("r", 0.243, "alpha", 4.414, "a", 0.793, "b", 2.426)),
        TransactionModels.of("mbg-nbd", Map.of("r", 0.525, "alpha", 6.183, "a", 0.891, "b", 1.614)),
        TransactionModels.of(
            "pareto-nbd", Map.of("r", 0.553, "alpha", 10.578, "s", 0.606, "beta", 11.669)),
        TransactionModels.of(
            "mbg-cnbd-2", Map.of("r", 0.5799, "alpha", 2.2881, "a", 1.1345, "b", 1.585)));
  }

  static Stream<PurchaseHistory> histories() {
    return Stream.of(
        CUSTOMER,
        PurchaseHistory.justAcquired(),
        PurchaseHistory.of(0, 0, 38.86),
        PurchaseHistory.of(26, 30.86, 31),
        PurchaseHistory.of(6, 10, 38.86));
  }

  @ParameterizedTest
  @MethodSource("models")
  void counts_areTheModelsOwnProbabilities(TransactionModel model) {
    CountForecaster forecaster = CountForecaster.of(model, 39);
    histories()
        .forEach(
            history -> {
              CountForecast forecast = forecaster.forecast(history);
              double mean = 0;
              double sum = 0;
              for (int n = 0; n <= forecast.most(); n++) {
                // tolerance: differences of sums near 1
                assertThat(forecast.probability(n))
                    .as("%s n=%d", history, n)
                    .isCloseTo(model.probabilityOf(n, history, 39), within(1e-11));
                mean += n * forecast.probability(n);
                sum += forecast.probability(n);
              }
              assertThat(sum).isCloseTo(1, within(1e-9));
              // tolerance: the tail that is left out
              assertThat(mean)
                  .isCloseTo(model.conditionalExpectedTransactions(history, 39), within(1e-6));
            });
  }

  @Test
  void quantile_isTheSmallestCountThatReachesTheLevel() {
    CountForecast forecast =
        CountForecaster.of(BgNbd.of(0.243, 4.414, 0.793, 2.426), 39).forecast(CUSTOMER);

    for (double level : new double[] {0.01, 0.3, 0.5, 0.9, 0.95, 0.999}) {
      int n = forecast.quantile(level);
      assertThat(forecast.atMost(n)).isGreaterThanOrEqualTo(level);
      assertThat(forecast.atMost(n - 1)).isLessThan(level);
    }
    assertThat(forecast.atMost(-1)).isZero();
    assertThat(forecast.probabilityOfAny()).isCloseTo(1 - forecast.probability(0), within(1e-15));
  }

  /**
   * The predictive distribution of the first CDNOW customer, x = 2, mean value 22.35, 39 weeks, at
   * the maximum-likelihood BG/NBD and (p, q, v) = (6.25, 3.74, 15.44); computed with 30 digits in
   * Python's mpmath and confirmed by simulation to four decimals. Five printed digits.
   */
  @Test
  void revenue_followsTheClosedFormMixture() {
    TransactionModel model = BgNbd.of(0.242593, 4.413532, 0.792886, 2.425753);
    RevenueForecast forecast =
        RevenueForecast.of(
            CountForecaster.of(model, 39).forecast(CUSTOMER),
            GammaGamma.of(6.25, 3.74, 15.44),
            SpendHistory.of(2, 2 * 22.35));
    double[] revenue = {0, 10, 25, 50, 100, 200};
    double[] expected = {.44539, .45926, .59555, .77457, .92916, .99203};

    for (int i = 0; i < revenue.length; i++) {
      assertThat(forecast.atMost(revenue[i])).isCloseTo(expected[i], within(2e-5));
    }
    assertThat(forecast.mean()).isCloseTo(30.235, within(5.1e-4));
    assertThat(forecast.quantile(0.4)).isZero();
    for (double level : new double[] {0.46, 0.5, 0.77457, 0.95, 0.99999}) {
      // tolerance: that of the search, through the steepest part of the distribution
      assertThat(forecast.atMost(forecast.quantile(level))).isCloseTo(level, within(1e-9));
    }
  }

  /** The mean is the area above the distribution function. */
  @Test
  void revenueMean_isThatOfTheDistribution() {
    CountForecaster counts = CountForecaster.of(BgNbd.of(0.243, 4.414, 0.793, 2.426), 39);
    GammaGamma spend = GammaGamma.of(6.25, 3.74, 15.44);
    for (PurchaseHistory history : histories().toList()) {
      SpendHistory money = SpendHistory.of(history.frequency(), 20.0 * history.frequency());
      RevenueForecast forecast = RevenueForecast.of(counts.forecast(history), spend, money);
      double area = 0;
      double step = 0.01;
      for (double w = -8; w < 10; w += step) {
        area += step * Math.exp(w) * (1 - forecast.atMost(Math.exp(w)));
      }
      // tolerance: of the sum on a grid in ln u, cut at both ends
      assertThat(forecast.mean()).as("%s", history).isCloseTo(area, within(2e-3 * area));
    }
    CountForecast counted = counts.forecast(CUSTOMER);
    RevenueForecast wild =
        RevenueForecast.of(counted, GammaGamma.of(1, 0.5, 2), SpendHistory.of(0, 0));
    assertThat(wild.mean()).isInfinite();
  }

  /** The second moment is the area above the distribution function, weighted by 2 u. */
  @Test
  void revenueVariance_isThatOfTheDistribution() {
    CountForecaster counts = CountForecaster.of(BgNbd.of(0.243, 4.414, 0.793, 2.426), 39);
    GammaGamma spend = GammaGamma.of(6.25, 13.5, 70);
    for (PurchaseHistory history : histories().toList()) {
      SpendHistory money = SpendHistory.of(history.frequency(), 35.0 * history.frequency());
      RevenueForecast forecast = RevenueForecast.of(counts.forecast(history), spend, money);
      double square = 0;
      double step = 0.01;
      for (double w = -8; w < 8.5; w += step) {
        square += step * 2 * Math.exp(2 * w) * (1 - forecast.atMost(Math.exp(w)));
      }
      double variance = square - forecast.mean() * forecast.mean();
      // tolerance: cut at 4,900, beyond which the counts that atMost neglects would weigh
      assertThat(forecast.variance())
          .as("%s", history)
          .isCloseTo(variance, within(3e-3 * variance));
    }
    RevenueForecast wild =
        RevenueForecast.of(
            counts.forecast(CUSTOMER), GammaGamma.of(1, 1.5, 2), SpendHistory.of(0, 0));
    assertThat(wild.mean()).isFinite();
    assertThat(wild.variance()).isInfinite();
  }

  @Test
  void countVariance_isThatOfItsProbabilities() {
    CountForecast counted =
        CountForecaster.of(BgNbd.of(0.243, 4.414, 0.793, 2.426), 39).forecast(CUSTOMER);
    double mean = 0;
    double square = 0;
    for (int n = 0; n <= counted.most(); n++) {
      mean += n * counted.probability(n);
      square += (double) n * n * counted.probability(n);
    }
    assertThat(counted.mean()).isCloseTo(mean, within(1e-12));
    assertThat(counted.variance()).isCloseTo(square - mean * mean, within(1e-11));
  }

  @Test
  void revenueForecaster_agreesWithTheForecastOfEachCustomer() {
    TransactionModel model = BgNbd.of(0.243, 4.414, 0.793, 2.426);
    CountForecaster counts = CountForecaster.of(model, 39);
    GammaGamma spend = GammaGamma.of(6.25, 3.74, 15.44);
    RevenueForecaster forecaster = RevenueForecaster.of(counts, spend, 0.95);

    for (double sum : new double[] {1, 44.7, 9000}) {
      SpendHistory money = SpendHistory.of(2, sum);
      double direct = RevenueForecast.of(counts.forecast(CUSTOMER), spend, money).quantile(0.95);
      assertThat(forecaster.quantile(CUSTOMER, money)).isCloseTo(direct, within(1e-7 * direct));
    }
  }
}
