// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.contract.BgBb;
import io.perenne.clv.contract.OpportunityHistory;
import io.perenne.clv.forecast.CountForecast;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.forecast.NextPurchase;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
      expectation(model.discountedExpectedTransactions(2.6e-4, t), what);
      rates(model.rates(h), what);
      expectation(model.expectedPurchaseRate(h), what);
      probability(model.probabilityOf(i % 7, h, t), what);
      probability(model.probabilityOf(i % 7, t), what);
    }
  }

  /** What is made of a model: the next purchase, tables of values, forecasts. */
  @ParameterizedTest
  @MethodSource("models")
  void whatIsMadeOfAModel_overTenDecades_isFinite(String name) {
    SplittableRandom random = new SplittableRandom(name.hashCode() + 1);
    for (int i = 0; i < (name.contains("cnbd") ? 8 : 40); i++) {
      TransactionModel model = draw(name, random);
      PurchaseHistory h = history(random, i);
      double t = Math.exp(random.nextDouble(0, 7));
      if (model.expectedPurchaseRate(NEW) > 1) {
        continue; // distributions are kept number by number, and nobody buys so often
      }
      String what = model + " " + h + " t=" + t;
      NextPurchase next = NextPurchase.of(model, h);
      probability(next.probabilityWithin(t), what);
      probability(next.probabilityEver(), what);
      next.medianDays().ifPresent(days -> expectation(days, what));
      GammaGamma spend = GammaGamma.of(shape(random), shape(random), shape(random));
      ModelValuation valuation = ModelValuation.of(model, spend, Horizon.of(t, .1));
      expectation(valuation.expectedPurchases(h), what);
      expectation(valuation.discountedPurchases(h), what);
      probability(valuation.probabilityAlive(h).orElseThrow(), what);
      int n = h.frequency() + 1;
      expectation(valuation.residualValue(h.frequency(), h.recency(), h.age(), n, 30.0 * n), what);
      if (valuation.expectedPurchases(h) < 100 && !name.equals(ParetoCnbdMixture.NAME)) {
        CountForecast counts = CountForecaster.of(model, t).forecast(h);
        probability(counts.atMost(2), what);
        probability(counts.probabilityOfAny(), what);
        assertThat(counts.quantile(.95)).as(what).isBetween(0, counts.most());
      }
    }
  }

  /** Spend of ten decades, of a customer with one purchase or two thousand. */
  @Test
  void spend_overTenDecades_isFinite() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2 * DRAWS; i++) {
      GammaGamma spend = GammaGamma.of(shape(random), shape(random), shape(random) * 30);
      int n = i % 4 == 0 ? 0 : (int) Math.pow(2000, random.nextDouble());
      double each = shape(random);
      var h = new SpendHistory(n, n * each, n * Math.log(each));
      String what = spend + " " + h;
      assertThat(spend.logLikelihood(h)).as(what).isFinite();
      assertThat(spend.logLikelihoodOfMean(h)).as(what).isFinite();
      // a population without a mean has none, and says infinity
      assertThat(spend.expectedTransactionValue(h)).as(what).isNotNaN().isPositive();
      assertThat(spend.meanValueVariance(h)).as(what).isNotNaN().isNotNegative();
      double total = shape(random);
      probability(spend.probabilityOfAtMost(total, 1 + i % 50, h), what);
      assertThat(spend.densityOf(total, 1 + i % 50, h)).as(what).isNotNaN().isNotNegative();
    }
  }

  /** Opportunities: up to five hundred of them. */
  @Test
  void opportunities_overTenDecades_areFinite() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < DRAWS; i++) {
      BgBb model = BgBb.of(shape(random), shape(random), shape(random), shape(random));
      int n = (int) Math.pow(500, random.nextDouble());
      int last = i % 3 == 0 ? 0 : 1 + random.nextInt(n);
      int x = last == 0 ? 0 : 1 + random.nextInt(last);
      var h = new OpportunityHistory(x, last, n);
      int ahead = 1 + random.nextInt(60);
      String what = model + " " + h + " ahead=" + ahead;
      assertThat(model.logLikelihood(h)).as(what).isFinite();
      probability(model.probabilityAlive(h, ahead), what);
      probability(model.probabilityOf(i % 7, h, ahead), what);
      probability(model.probabilityOf(i % 7, ahead), what);
      probability(model.probabilityOfNoPurchase(h, ahead), what);
      expectation(model.expectedTransactions(ahead), what);
      expectation(model.conditionalExpectedTransactions(h, ahead), what);
      expectation(model.discountedExpectedResidualTransactions(h, .1), what);
      expectation(model.discountedExpectedResidualTransactions(h, 1e-4, ahead), what);
      rates(model.rates(h), what);
    }
  }

  private static void rates(CustomerRates rates, String what) {
    expectation(rates.purchases().mean(), what);
    expectation(rates.purchases().variance(), what);
    rates
        .dropout()
        .ifPresent(
            dropout -> {
              expectation(dropout.mean(), what);
              expectation(dropout.variance(), what);
            });
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
