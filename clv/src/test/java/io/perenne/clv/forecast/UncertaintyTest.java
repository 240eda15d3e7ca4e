// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.BgNbd;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.model.PurchaseCounts;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.numeric.EvenNormals;
import io.perenne.clv.spend.GammaGamma;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The next purchase, what not knowing the parameters adds, and totals. */
class UncertaintyTest {

  private static final PurchaseHistory FIRST = PurchaseHistory.of(2, 30.43, 38.86);
  private static final BgNbd CDNOW = BgNbd.of(0.2425945, 4.4136019, 0.7929199, 2.4258881);

  /** Given alive the next purchase of BG/NBD is Lomax(r + x, alpha + T). */
  @Test
  void daysOfNextPurchase_areTheWholeDaysAfterItsQuantiles() {
    List<TransactionModel> kinds =
        List.of(ParetoNbd.of(0.55, 74, 0.61, 82), ParetoNbd.of(0.8, 60, 0.4, 150));
    for (var history :
        List.of(
            PurchaseHistory.of(1, 30, 60),
            PurchaseHistory.of(0, 0, 400),
            PurchaseHistory.of(40, 300, 301))) {
      NextPurchase next = NextPurchase.of(kinds, history);
      NextPurchase.Days days = next.days(0.9, day -> 0.5 * day).orElseThrow();

      assertThat(days.low()).isEqualTo(wholeDays(next, 0.05));
      assertThat(days.median()).isEqualTo(wholeDays(next, 0.5));
      assertThat(days.high()).isEqualTo(wholeDays(next, 0.95));
    }
  }

  /** By bisection over time, a day being half a unit of it. */
  private static int wholeDays(NextPurchase next, double level) {
    return (int) Math.min(36_525, Math.ceil(2 * next.quantile(level).orElseThrow() - 1e-6));
  }

  @Test
  void nextPurchase_ofModelsWithWeights_isTheirWeightedMean() {
    var other = ParetoNbd.of(0.55, 74, 0.61, 82);
    double weighed =
        NextPurchase.of(List.of(CDNOW, other), List.of(1.0, 3.0), FIRST).probabilityWithin(90);

    assertThat(weighed)
        .isCloseTo(
            0.25 * NextPurchase.of(CDNOW, FIRST).probabilityWithin(90)
                + 0.75 * NextPurchase.of(other, FIRST).probabilityWithin(90),
            within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NextPurchase.of(List.of(CDNOW, other), List.of(1.0), FIRST))
        .withMessageContaining("weights are not 2");
  }

  @Test
  void nextPurchase_bgNbd_isLomax() {
    var next = NextPurchase.of(CDNOW, FIRST);
    double shape = 2.2425945;
    double scale = 4.4136019 + 38.86;
    assertThat(next.probabilityEver()).isCloseTo(CDNOW.probabilityAlive(FIRST), within(1e-12));
    assertThat(next.quantile(0.3).orElseThrow())
        .isCloseTo(scale * (Math.pow(0.7, -1 / shape) - 1), within(1e-5));
    assertThat(next.medianDays().orElseThrow())
        .isCloseTo(scale * (Math.pow(0.5, -1 / shape) - 1), within(1e-5));
  }

  @Test
  void nextPurchase_ofOneWhoIsGone_isAbsent() {
    var gone = PurchaseHistory.of(60, 20, 2000);
    assertThat(NextPurchase.of(CDNOW, gone).medianDays()).isEmpty();
  }

  @Test
  void nextPurchase_pareto_mayNeverCome() {
    var next = NextPurchase.of(ParetoNbd.of(0.55, 74, 0.61, 82), PurchaseHistory.of(1, 30, 60));
    assertThat(next.probabilityEver()).isBetween(next.probabilityWithin(365), 0.95);
  }

  @Test
  void counts_ofAMixture_averageProbabilities() {
    var one = CDNOW.purchaseCounts(FIRST, 10);
    var other = CDNOW.purchaseCounts(FIRST, 90);
    var mixed = PurchaseCounts.mixture(java.util.List.of(one, other));
    assertThat(mixed.probabilityOf(2))
        .isCloseTo((one.probabilityOf(2) + other.probabilityOf(2)) / 2, within(1e-15));
    assertThat(mixed.mean()).isCloseTo((one.mean() + other.mean()) / 2, within(1e-12));
  }

  /**
   * Draws reproduce the standard errors they were drawn with, to the accuracy of so many points.
   */
  @Test
  void draws_spreadAsTheFitSays() {
    ModelFit<TransactionModel> fit = fit(2000, 5);
    ParameterDraws draws = ParameterDraws.of(fit, 4096);
    TransactionModel model = fit.model().orElseThrow();
    for (String name : model.parameters().keySet()) {
      double drawn = draws.standardError(m -> Math.log(m.parameters().getOrDefault(name, 0.0)));
      double said =
          fit.standardErrors().getOrDefault(name, 0.0) / model.parameters().getOrDefault(name, 1.0);
      assertThat(drawn).as(name).isCloseTo(said, within(0.05 * said));
    }
  }

  /** The 90 % interval of a group's total holds in about nine of ten repetitions. */
  @Test
  void portfolio_interval_holds() {
    TransactionModel truth = ModifiedBgNbd.of(0.6, 40, 0.9, 1.6);
    int within = 0;
    int rounds = 40;
    for (int round = 0; round < rounds; round++) {
      HistoryCells.Builder cells = HistoryCells.builder();
      double[] later = {0};
      SplittableRandom random = new SplittableRandom(100 + round);
      for (int i = 0; i < 600; i++) {
        PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
        truth.simulate(
            300 + 180,
            random,
            at -> {
              if (at <= 300) {
                history[0] = history[0].withPurchaseAt(at);
              } else {
                later[0]++;
              }
            });
        PurchaseHistory h = history[0].observedUntil(300);
        cells.add(h.frequency(), h.recency(), h.age());
      }
      HistoryCells seen = cells.build();
      var fit = TransactionModels.fit("mbg-nbd", seen, FitOptions.withDefaults());
      var forecast =
          PortfolioForecast.of(fit.model().orElseThrow(), ParameterDraws.of(fit), seen, 180);
      if (forecast.low(0.9) <= later[0] && later[0] <= forecast.high(0.9)) {
        within++;
      }
    }
    // binomial(40, 0.9): 31 or more with probability 0.995
    assertThat(within).isBetween(31, 40);
  }

  @Test
  void groups_togetherAreAsUncertainAsAllCustomers() {
    ModelFit<TransactionModel> fit = fit(2000, 6);
    TransactionModel model = fit.model().orElseThrow();
    ParameterDraws draws = ParameterDraws.of(fit);
    HistoryCells all = simulated(2000, 6);
    HistoryCells.Builder often = HistoryCells.builder();
    HistoryCells.Builder seldom = HistoryCells.builder();
    for (int i = 0; i < all.size(); i++) {
      PurchaseHistory h = all.history(i);
      HistoryCells.Builder group = h.frequency() > 1 ? often : seldom;
      for (int n = 0; n < all.weight(i); n++) {
        group.add(h.frequency(), h.recency(), h.age());
      }
    }

    GroupForecasts groups =
        GroupForecasts.of(model, draws, List.of(often.build(), seldom.build()), 180);
    PortfolioForecast whole = PortfolioForecast.of(model, draws, all, 180);

    assertThat(groups.total().expected())
        .isCloseTo(whole.expected(), within(1e-9 * whole.expected()));
    assertThat(groups.total().standardDeviation())
        .isCloseTo(whole.standardDeviation(), within(1e-9 * whole.standardDeviation()));
    double shared = groups.covariance().get(0).get(1);
    assertThat(shared).isEqualTo(groups.covariance().get(1).get(0)).isNotZero();
    assertThat(groups.covariance().get(0).get(0))
        .isCloseTo(Math.pow(groups.groups().get(0).standardDeviation(), 2), within(1e-9));
  }

  /** A sample told by slopes says what all customers told by draws do. */
  @Test
  void totalError_ofASample_isThatOfTheDraws() {
    ModelFit<TransactionModel> fit = fit(4000, 7);
    TransactionModel model = fit.model().orElseThrow();
    HistoryCells all = simulated(4000, 7);
    PortfolioForecast whole = PortfolioForecast.of(model, ParameterDraws.of(fit, 512), all, 180);
    List<TotalError.Customer> sample = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (int n = 0; n < all.weight(i); n++) {
        sample.add(new TotalError.Customer(all.history(i), SpendHistory.none()));
      }
    }
    List<TotalError.Customer> some = new ArrayList<>();
    for (int i = 0; i < sample.size(); i += 16) {
      some.add(sample.get(i));
    }

    double drawn = Math.sqrt(whole.parameterVariance()) / whole.expected();
    double told = new TotalError(model, fit.logCovariance(), some, 180).ofPurchases();

    // tolerance: of 250 customers in place of 4,000, and of slopes in place of draws
    assertThat(told).isCloseTo(drawn, within(0.15 * drawn));
  }

  /** The 90 % interval of the revenue of a group holds in about nine of ten repetitions. */
  @Test
  void revenueOfAGroup_interval_holds() {
    TransactionModel truth = ModifiedBgNbd.of(0.6, 40, 0.9, 1.6);
    int within = 0;
    int rounds = 40;
    for (int round = 0; round < rounds; round++) {
      SplittableRandom random = new SplittableRandom(700 + round);
      List<TotalError.Customer> customers = new ArrayList<>();
      HistoryCells.Builder cells = HistoryCells.builder();
      SpendCells.Builder spends = SpendCells.builder();
      double[] later = {0};
      for (int i = 0; i < 600; i++) {
        PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
        double nu = random.nextGaussian();
        double scale = 8 * Math.exp(0.35 * nu) / 6;
        double[] spent = {gammaOfSix(random) * scale};
        double[] logs = {Math.log(spent[0])};
        truth.simulate(
            480,
            random,
            at -> {
              double money = gammaOfSix(random) * scale;
              if (at <= 300) {
                history[0] = history[0].withPurchaseAt(at);
                spent[0] += money;
                logs[0] += Math.log(money);
              } else {
                later[0] += money;
              }
            });
        PurchaseHistory h = history[0].observedUntil(300);
        SpendHistory s = new SpendHistory(h.frequency() + 1, spent[0], logs[0]);
        cells.add(h.frequency(), h.recency(), h.age());
        spends.add(s.count(), s.sum(), s.sumLog());
        customers.add(new TotalError.Customer(h, s));
      }
      var fit = TransactionModels.fit("mbg-nbd", cells.build(), FitOptions.withDefaults());
      var spendFit = GammaGamma.fitTransactions(spends.build(), FitOptions.withDefaults());
      TransactionModel model = fit.model().orElseThrow();
      GammaGamma spend = spendFit.model().orElseThrow();
      CountForecaster counts = CountForecaster.of(model, 180);
      double expected = 0;
      double chance = 0;
      for (TotalError.Customer customer : customers) {
        RevenueForecast forecast =
            RevenueForecast.of(counts.forecast(customer.purchases()), spend, customer.spend());
        expected += forecast.mean();
        chance += forecast.variance();
      }
      double error =
          expected
              * new TotalError(model, fit.logCovariance(), customers, 180)
                  .ofRevenue(spend, spendFit.logCovariance());
      PortfolioForecast revenue = new PortfolioForecast(expected, chance, error * error);
      if (revenue.low(0.9) <= later[0] && later[0] <= revenue.high(0.9)) {
        within++;
      }
    }
    // binomial(40, 0.9): 31 or more with probability 0.995
    assertThat(within).isBetween(31, 40);
  }

  /** Gamma(6, 1): the time of the sixth event. */
  private static double gammaOfSix(SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      sum -= Math.log(1 - random.nextDouble());
    }
    return sum;
  }

  @Test
  void normalQuantiles_areThoseOfTheTables() {
    assertThat(EvenNormals.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-8));
    assertThat(EvenNormals.quantile(0.5)).isCloseTo(0, within(1e-9));
    assertThat(EvenNormals.quantile(0.01)).isCloseTo(-2.3263478740408408, within(1e-8));
  }

  private static ModelFit<TransactionModel> fit(int customers, long seed) {
    return TransactionModels.fit("mbg-nbd", simulated(customers, seed), FitOptions.withDefaults());
  }

  private static HistoryCells simulated(int customers, long seed) {
    TransactionModel truth = ModifiedBgNbd.of(0.6, 40, 0.9, 1.6);
    HistoryCells.Builder cells = HistoryCells.builder();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < customers; i++) {
      PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
      truth.simulate(400, random, at -> history[0] = history[0].withPurchaseAt(at));
      PurchaseHistory h = history[0].observedUntil(400);
      cells.add(h.frequency(), h.recency(), h.age());
    }
    return cells.build();
  }
}
