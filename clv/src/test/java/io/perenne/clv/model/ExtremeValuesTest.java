// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.history.PurchaseHistory;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No NaN, no infinity, no impossible probability, whatever the parameters and the customer. */
class ExtremeValuesTest {

  private static final int DRAWS = 400;

  /** Sums over stages take longer. */
  private static final int REGULAR_DRAWS = 60;

  private static final PurchaseHistory NEW = PurchaseHistory.justAcquired();

  static Stream<String> models() {
    return Stream.of(
        "bg-nbd",
        "mbg-nbd",
        "nbd",
        "pareto-nbd",
        "gompertz-nbd",
        "bg-cnbd-2",
        "mbg-cnbd-5",
        "pareto-cnbd-3",
        "pareto-cnbd-mixture");
  }

  @ParameterizedTest
  @MethodSource("models")
  void anything_overTenDecades_isFinite(String name) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int i = 0; i < (name.contains("cnbd") ? REGULAR_DRAWS : DRAWS); i++) {
      TransactionModel model = draw(name, random);
      PurchaseHistory h = history(random, i);
      double t = Math.exp(random.nextDouble(-7, 8.2));
      if (name.contains("cnbd") && model.expectedPurchaseRate(NEW) > 100) {
        continue; // sums over stages are exact, but nobody buys a hundred times a day
      }
      String what = model + " " + h + " t=" + t;
      assertThat(model.logLikelihood(h)).as(what).isFinite();
      probability(model.probabilityAlive(h), what);
      probability(model.probabilityAliveIn(h, t), what);
      probability(model.probabilityOfNoPurchase(h, t), what);
      expectation(model.conditionalExpectedTransactions(h, t), what);
      expectation(model.discountedExpectedResidualTransactions(h, 2.6e-4, t), what);
      expectation(model.discountedExpectedResidualTransactions(h, 2.6e-4), what);
      expectation(model.expectedTransactions(t), what);
      expectation(model.expectedPurchaseRate(h), what);
      probability(model.probabilityOf(i % 7, h, t), what);
      probability(model.probabilityOf(i % 7, t), what);
    }
  }

  private static void probability(double value, String what) {
    assertThat(value).as(what).isBetween(0.0, 1 + 1e-9);
  }

  private static void expectation(double value, String what) {
    assertThat(value).as(what).isFinite().isGreaterThanOrEqualTo(0);
  }

  /** Shapes and times log-uniform over ten decades. */
  private static TransactionModel draw(String name, SplittableRandom random) {
    double r = shape(random);
    double alpha = shape(random) * 30;
    double third = shape(random);
    double fourth = shape(random);
    return switch (name) {
      case "nbd" -> Nbd.of(r, alpha);
      case "bg-nbd" -> BgNbd.of(r, alpha, third, fourth);
      case "mbg-nbd" -> ModifiedBgNbd.of(r, alpha, third, fourth);
      case "bg-cnbd-2" -> BgCnbd.of(2, r, alpha, third, fourth);
      case "mbg-cnbd-5" -> ModifiedBgCnbd.of(5, r, alpha, third, fourth);
      case "pareto-nbd" -> ParetoNbd.of(r, alpha, third, fourth * 30);
      case "pareto-cnbd-3" -> ParetoCnbd.of(3, r, alpha, third, fourth * 30);
      case "pareto-cnbd-mixture" ->
          ParetoCnbdMixture.of(
              r,
              alpha,
              third,
              fourth * 30,
              random.doubles(6, 0, 1).map(w -> Math.max(0, w - 0.3)).toArray());
      case "gompertz-nbd" -> GompertzNbd.of(r, alpha, third, fourth * 30, shape(random) / 30);
      default -> TransactionModels.of(name, Map.of()); // fails with the name
    };
  }

  private static double shape(SplittableRandom random) {
    return Math.pow(10, random.nextDouble(-5, 5));
  }

  /** x to 2,000, T to 10,000 days, and the corners. */
  private static PurchaseHistory history(SplittableRandom random, int i) {
    double age = Math.pow(10, random.nextDouble(-2, 4));
    int x = i % 4 == 0 ? 0 : (int) Math.pow(2000, random.nextDouble());
    double recency = x == 0 ? 0 : i % 5 == 0 ? age : age * Math.max(1e-9, random.nextDouble());
    return new PurchaseHistory(x, recency, age, x * Math.log(age / (x + 1)));
  }
}
