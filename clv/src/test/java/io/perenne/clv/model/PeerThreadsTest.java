// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.contract.BgBb;
import io.perenne.clv.contract.OpportunityHistory;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.LikelihoodDerivatives;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.forecast.RevenueForecast;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users of other libraries asked in public and what the answer is here; research.md lists
 * every thread with its test. Those about wrong or missing numbers are in {@link PeerTrapsTest}.
 */
class PeerThreadsTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  /** Customers of a usual shop, times in days. */
  private static final ModifiedBgNbd SHOP = ModifiedBgNbd.of(0.5248, 43.28, 0.8914, 1.6140);

  private static Map<String, HistoryCells> bases() {
    Map<String, HistoryCells> bases = new LinkedHashMap<>();
    bases.put("nearly every day", SimulatedCells.of(BgNbd.of(2, 3, .05, 4), 2000, 500, 1));
    bases.put("nobody leaves", SimulatedCells.of(Nbd.of(.4, 84), 3000, 700, 2));
    bases.put(
        "one in a hundred comes back", SimulatedCells.of(BgNbd.of(.02, 60, 1, 3), 9000, 400, 3));
    bases.put("all at one rate", SimulatedCells.of(ParetoNbd.of(60, 3000, .6, 200), 2000, 700, 4));
    bases.put(
        "hardly a one-timer",
        SimulatedCells.of(ParetoNbd.of(1.217, 200.9, .0439, .3345), 4000, 1095, 5));
    HistoryCells.Builder seconds = HistoryCells.builder();
    for (PurchaseHistory h : SimulatedCells.histories(SHOP, 2000, 500, 6)) {
      seconds.add(h.frequency(), h.recency() * 86_400, h.age() * 86_400);
    }
    bases.put("times in seconds", seconds.build());
    return bases;
  }

  static Stream<Arguments> fits() {
    return bases().keySet().stream()
        .flatMap(
            base ->
                Stream.of("bg-nbd", "mbg-nbd", "pareto-nbd")
                    .map(model -> Arguments.of(model, base)));
  }

  /**
   * "It does not converge; add a penalizer, raise the tolerance, try Nelder-Mead": lifetimes #55,
   * #258, #259, #262, #332, #335, #336, #396, #419, btyd #86, pymc-marketing #1123. Without any of
   * these it ends at an optimum, or where the likelihood rises for ever and the fit says so, and in
   * either case at a model that makes of the base what the base did.
   */
  @ParameterizedTest
  @MethodSource("fits")
  void fit_whereOthersAskForAPenalizer_endsAtAModelOfTheBase(String name, String base) {
    HistoryCells cells = Objects.requireNonNull(bases().get(base));
    ModelFit<TransactionModel> fit = TransactionModels.fit(name, cells, PLAIN);
    TransactionModel model = fit.model().orElseThrow();
    if (fit.status() == FitStatus.CONVERGED) {
      LikelihoodDerivatives top = TransactionModels.derivatives(model, cells);
      int i = 0;
      for (double parameter : model.parameters().values()) {
        assertThat(top.gradient().get(i) * parameter).isCloseTo(0, within(1e-3));
        i++;
      }
    } else {
      assertThat(fit.findings()).isNotEmpty();
    }
    double expected = 0;
    for (int cell = 0; cell < cells.size(); cell++) {
      expected += cells.weight(cell) * model.expectedTransactions(cells.age(cell));
    }
    assertThat(expected / cells.transactions()).as("%s", fit).isBetween(.9, 1.1);
  }

  /**
   * CLVTools #132, #149, #176: the likelihood was not finite far from the data, so the coefficients
   * or the standard errors came out as NA. Ours is finite, with its derivatives, wherever an
   * optimiser may look.
   */
  @ParameterizedTest
  @MethodSource("names")
  void likelihood_whereverAnOptimiserLooks_isFinite(String name) {
    HistoryCells cells = SimulatedCells.of(SHOP, 100, 500, 8);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int i = 0; i < 40; i++) {
      Map<String, Double> parameters = new LinkedHashMap<>();
      for (String parameter : Objects.requireNonNull(SHOP_LIKE.get(name))) {
        parameters.put(parameter, Math.pow(10, random.nextDouble(-4, 4)));
      }
      LikelihoodDerivatives here =
          TransactionModels.derivatives(TransactionModels.of(name, parameters), cells);
      assertThat(here.logLikelihood()).as("%s", parameters).isFinite();
      assertThat(here.gradient()).allSatisfy(g -> assertThat(g).isFinite());
      assertThat(here.hessian())
          .allSatisfy(row -> assertThat(row).allSatisfy(h -> assertThat(h).isFinite()));
    }
  }

  private static final Map<String, List<String>> SHOP_LIKE =
      Map.of(
          "bg-nbd", List.of("r", "alpha", "a", "b"),
          "mbg-nbd", List.of("r", "alpha", "a", "b"),
          "pareto-nbd", List.of("r", "alpha", "s", "beta"),
          "gompertz-nbd", List.of("r", "alpha", "s", "beta", "b"),
          "mbg-cnbd-3", List.of("r", "alpha", "a", "b"));

  static Stream<String> names() {
    return SHOP_LIKE.keySet().stream().sorted();
  }

  /** CLVTools #149: after a fit there are standard errors. */
  @ParameterizedTest
  @MethodSource("names")
  void fit_ofAUsualShop_hasStandardErrors(String name) {
    var fit = TransactionModels.fit(name, SimulatedCells.of(SHOP, 1000, 600, 9), PLAIN);
    assertThat(fit.standardErrors())
        .containsOnlyKeys(fit.model().orElseThrow().parameters().keySet());
    assertThat(fit.standardErrors().values())
        .allSatisfy(e -> assertThat(e).isFinite().isPositive());
  }

  /**
   * BTYDplus #75: forty million customers and NaN. They are cells with weights, and no sum grows.
   */
  @Test
  void fortyMillionCustomers_areFittedAndForetold() {
    HistoryCells some = SimulatedCells.of(SHOP, 4000, 600, 10);
    HistoryCells.Builder weighted = HistoryCells.builder();
    for (int i = 0; i < some.size(); i++) {
      weighted.add(
          some.frequency(i), some.recency(i), some.age(i), some.logGapSum(i), 1e4 * some.weight(i));
    }
    HistoryCells all = weighted.build();
    assertThat(all.customers()).isCloseTo(4e7, within(1e-3));
    var fit = TransactionModels.fit("mbg-nbd", all, PLAIN);
    assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
    var ofSome = TransactionModels.fit("mbg-nbd", some, PLAIN);
    TransactionModel model = fit.model().orElseThrow();
    ofSome
        .model()
        .orElseThrow()
        .parameters()
        .forEach(
            (parameter, value) ->
                assertThat(model.parameters().get(parameter))
                    .isCloseTo(value, within(1e-4 * value)));
    assertThat(fit.standardErrors().get("r"))
        .isCloseTo(ofSome.standardErrors().getOrDefault("r", 0.0) / 100, within(1e-5));
    for (int i = 0; i < all.size(); i++) {
      assertThat(model.conditionalExpectedTransactions(all.history(i), 365)).isBetween(0.0, 1e3);
    }
  }

  /**
   * CLVTools #206: the printed expectation of GGompertz/NBD is wrong. Ours is what simulated
   * customers do, of a new one and given a history.
   */
  @Test
  void gompertzExpectation_isWhatSimulatedCustomersDo() {
    GompertzNbd model = GompertzNbd.of(1.2, 40, 0.9, 400, 0.006);
    double age = 300;
    double ahead = 200;
    int customers = 20_000;
    double sum = 0;
    double squares = 0;
    double difference = 0;
    double differences = 0;
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < customers; i++) {
      PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
      int[] later = {0};
      model.simulate(
          age + ahead,
          random,
          at -> {
            if (at <= age) {
              history[0] = history[0].withPurchaseAt(at);
            } else {
              later[0]++;
            }
          });
      int all = history[0].frequency() + later[0];
      sum += all;
      squares += (double) all * all;
      if (i % 4 == 0) {
        double off =
            later[0] - model.conditionalExpectedTransactions(history[0].observedUntil(age), ahead);
        difference += off;
        differences += off * off;
      }
    }
    double mean = sum / customers;
    double error = Math.sqrt((squares / customers - mean * mean) / customers);
    assertThat(mean).isCloseTo(model.expectedTransactions(age + ahead), within(4 * error));
    assertThat(difference).isCloseTo(0, within(4 * Math.sqrt(differences)));
  }

  /**
   * Negative values of customers: lifetimes #146, #172, #211, #362, PR #77 (refunds, for which the
   * advice was to add a constant). Money that went back is netted before; here a spend below 0 is
   * refused by name, one of nothing tells nothing, and no value is below 0.
   */
  @Test
  void refunds_neverMakeANegativeValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpendHistory.of(2, -30))
        .withMessageContaining("sum must be finite, > 0 with purchases");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpendHistory.none().withPurchaseOf(-30))
        .withMessage("value is not > 0: -30.0");
    double[] values = {40, -15, 0, 60};
    SpendHistory paid = SpendBasis.PAID.spend(values, 0, values.length);
    assertThat(paid.count()).isEqualTo(2);
    assertThat(paid.sum()).isEqualTo(100);
    var valuation = ModelValuation.of(SHOP, GammaGamma.of(6.25, 3.74, 15.44), Horizon.of(365, .1));
    for (int x = 0; x < 5; x++) {
      for (double sum : new double[] {0, .01, 1e6}) {
        int count = sum == 0 ? 0 : x + 1;
        assertThat(valuation.residualValue(x, x == 0 ? 0 : 90, 200, count, sum)).isPositive();
      }
    }
  }

  /**
   * Lifetimes #81, #134, #135, #282, #315, #430: the first order was dropped, so of two one-time
   * buyers one who paid 500 and one who paid 5 were worth the same, and each more than a repeater
   * of small orders. With the first order in, they are not.
   */
  @Test
  void firstOrder_tellsOneTimeBuyersApart() {
    PurchaseLog.Builder builder = PurchaseLog.builder();
    builder.add(new int[] {0}, new double[] {5}, 1);
    builder.add(new int[] {1}, new double[] {500}, 1);
    builder.add(new int[] {2, 9, 30}, new double[] {20, 20, 20}, 3);
    PurchaseLog log = builder.build();
    GammaGamma spend = GammaGamma.of(3.6, 4.5, 34);
    List<Double> dropped = new ArrayList<>();
    List<Double> expected = new ArrayList<>();
    for (int customer = 0; customer < 3; customer++) {
      dropped.add(spend.expectedTransactionValue(log.spend(customer, 40, SpendBasis.REPEAT)));
      expected.add(spend.expectedTransactionValue(log.spend(customer, 40, SpendBasis.PAID)));
    }
    assertThat(dropped.get(0)).isEqualTo(dropped.get(1)).isGreaterThan(dropped.get(2));
    assertThat(expected.get(0)).isLessThan(expected.get(2));
    assertThat(expected.get(1)).isGreaterThan(expected.get(2));
  }

  /**
   * "In which unit is t? Why is DERT smaller than CET?": lifetimes #27, #43, #65, #180, #194, #215,
   * #233, #300, #325, pymc-marketing #256, #467, CLVTools #5, #162, #166, #167. A rate is a year's,
   * whatever the unit of the model was: discounting takes a few percent of 39 weeks, and what comes
   * for ever is more than what comes in these.
   */
  @Test
  void discounting_isByTheYear_soThatForEverIsMoreThanAWhile() {
    PurchaseHistory h = PurchaseHistory.of(4, 250, 272);
    Horizon weeks39 = Horizon.of(273, .10);
    double undiscounted = SHOP.conditionalExpectedTransactions(h, 273);
    double discounted =
        SHOP.discountedExpectedResidualTransactions(h, weeks39.dailyRate(), weeks39.days());
    double forEver = SHOP.discountedExpectedResidualTransactions(h, weeks39.dailyRate());
    assertThat(discounted / undiscounted).isBetween(Math.pow(1.10, -.75), 1.0);
    assertThat(forEver).isGreaterThan(undiscounted);
    // a year costs ten percent
    assertThat(Math.exp(-365.25 * weeks39.dailyRate())).isCloseTo(1 / 1.10, within(1e-12));
  }

  /**
   * A peer averages spend over what is not known of it before it multiplies, and with it the width
   * of the value. Here a customer's revenue is spread by both: wider than purchases times the mean,
   * and no narrower for one of whom nothing is known.
   */
  @Test
  void revenue_isSpreadBySpendToo() {
    PurchaseHistory h = PurchaseHistory.of(2, 213, 272);
    var purchases = CountForecaster.of(SHOP, 273).forecast(h);
    GammaGamma spend = GammaGamma.of(6.25, 3.74, 15.44);
    double before = Double.POSITIVE_INFINITY;
    for (int known : new int[] {0, 2, 50}) {
      SpendHistory money = SpendHistory.of(known, 30.0 * known);
      RevenueForecast revenue = RevenueForecast.of(purchases, spend, money);
      double mean = spend.expectedTransactionValue(money);
      double one = purchases.probability(1) + purchases.probability(0);
      // had spend been averaged first, everybody who buys once would pay exactly the mean
      assertThat(revenue.atMost(mean * .999)).isGreaterThan(purchases.probability(0) + .05);
      assertThat(revenue.atMost(mean * 1.001)).isLessThan(one);
      double relative = (revenue.quantile(.99) - revenue.quantile(.9)) / mean;
      assertThat(relative).isLessThan(before);
      before = relative;
    }
  }

  /** A floor of 1e-15 under probabilities, as a peer has in BG/BB, hides how unlikely one is. */
  @Test
  void bgBb_unlikelyCustomer_isAsUnlikelyAsTheModelSays() {
    BgBb model = BgBb.of(400, 400, 400, 4000);
    var never = new OpportunityHistory(60, 60, 60);
    // alpha / (alpha + beta) and so on, one factor after the other
    double expected = 0;
    for (int i = 0; i < 60; i++) {
      expected += Math.log((400.0 + i) / (800.0 + i)) + Math.log((4000.0 + i) / (4400.0 + i));
    }
    assertThat(expected).isLessThan(Math.log(1e-15));
    assertThat(model.logLikelihood(never)).isCloseTo(expected, within(1e-10));
  }
}
