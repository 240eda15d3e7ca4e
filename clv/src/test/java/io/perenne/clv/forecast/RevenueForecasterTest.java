// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.spend.GammaGamma;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RevenueForecasterTest {

  private record Customer(PurchaseHistory history, SpendHistory money) {}

  /** The CDNOW sample's, one of a shop with odd orders, one without a mean, one of subscribers. */
  static Stream<GammaGamma> spends() {
    return Stream.of(
        GammaGamma.of(6.25, 3.74, 15.44),
        GammaGamma.of(0.4, 2.1, 300),
        GammaGamma.of(1.2, 0.7, 20),
        GammaGamma.of(80, 9, 5));
  }

  private static List<Customer> customers() {
    SplittableRandom random = new SplittableRandom(7);
    List<Customer> customers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int x = (int) Math.floor(-Math.log(random.nextDouble()) * (i % 10 == 0 ? 60 : 3));
      int age = x + 1 + random.nextInt(700);
      int recency = x == 0 ? 0 : x + random.nextInt(age - x);
      int n = i % 7 == 0 ? 0 : x + 1;
      double sum = n == 0 ? 0 : n * 40 * Math.exp(2 * random.nextDouble() - 1);
      customers.add(new Customer(PurchaseHistory.of(x, recency, age), SpendHistory.of(n, sum)));
    }
    return customers;
  }

  private static CountForecaster counts() {
    return CountForecaster.of(ModifiedBgNbd.of(0.525, 43.28, 0.891, 1.614), 365);
  }

  /** Tables are in units of v + S, so customers whose v differs may share them. */
  @ParameterizedTest
  @MethodSource("spends")
  void with_customersOfAnotherScale_isTheirOwnForecaster(GammaGamma spend) {
    Map<String, Double> parameters = new LinkedHashMap<>(spend.parameters());
    parameters.computeIfPresent("v", (name, v) -> 1.7 * v);
    GammaGamma others = GammaGamma.of(parameters);
    CountForecaster slower = CountForecaster.of(ModifiedBgNbd.of(0.525, 70, 0.891, 1.614), 365);
    RevenueForecaster shared = RevenueForecaster.of(counts(), spend, 0.95).with(slower, others);
    RevenueForecaster own = RevenueForecaster.of(slower, others, 0.95);

    for (Customer customer : customers()) {
      double expected = own.quantile(customer.history(), customer.money());
      assertThat(shared.quantile(customer.history(), customer.money()))
          .isCloseTo(expected, within(1e-9 * expected));
    }
    assertThatThrownBy(() -> shared.with(slower, GammaGamma.of(6, 9, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("p and q differ");
  }

  @ParameterizedTest
  @MethodSource("spends")
  void quantile_isThatOfTheCustomersOwnDistribution(GammaGamma spend) {
    CountForecaster counts = counts();
    for (double level : new double[] {0.05, 0.5, 0.8, 0.95, 0.995}) {
      RevenueForecaster forecaster = RevenueForecaster.of(counts, spend, level);
      for (Customer customer : customers()) {
        CountForecast purchases = counts.forecast(customer.history());
        RevenueForecast own = RevenueForecast.of(purchases, spend, customer.money());
        double quantile = forecaster.quantile(customer.history(), customer.money());
        if (quantile == 0) {
          assertThat(purchases.probability(0)).isGreaterThanOrEqualTo(level);
        } else {
          // tolerance: purchases of a probability below 1e-9 are left out, about ten of them
          assertThat(own.atMost(quantile))
              .as("%s at %s", customer, level)
              .isCloseTo(level, within(1e-8));
        }
      }
    }
  }

  @Test
  void quantile_dependsOnNobodyElse() {
    CountForecaster counts = counts();
    GammaGamma spend = GammaGamma.of(6.25, 3.74, 15.44);
    RevenueForecaster busy = RevenueForecaster.of(counts, spend, 0.05).withLevel(0.95);
    List<Customer> customers = customers();
    customers.forEach(c -> busy.quantile(c.history(), c.money()));

    for (Customer c : customers) {
      RevenueForecaster fresh = RevenueForecaster.of(counts(), spend, 0.95);
      assertThat(fresh.quantile(c.history(), c.money()))
          .isEqualTo(busy.quantile(c.history(), c.money()));
    }
  }

  @Test
  void quantile_reachesBeyondTheGrid() {
    CountForecaster counts = counts();
    GammaGamma spend = GammaGamma.of(0.02, 1.05, 20);
    PurchaseHistory history = PurchaseHistory.of(2, 30, 40);
    CountForecast purchases = counts.forecast(history);
    SpendHistory money = SpendHistory.of(3, 90);
    for (double level : new double[] {purchases.probability(0) + 1e-6, 0.999999}) {
      double quantile = RevenueForecaster.of(counts, spend, level).quantile(history, money);
      // tolerance: that of the search
      assertThat(RevenueForecast.of(purchases, spend, money).atMost(quantile))
          .isCloseTo(level, within(1e-9));
    }
  }
}
