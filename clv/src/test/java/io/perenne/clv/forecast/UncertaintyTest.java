// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.BgNbd;
import io.perenne.clv.model.FitOptions;
import io.perenne.clv.model.ModelFit;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.model.PurchaseCounts;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The next purchase, what not knowing the parameters adds, and totals. */
class UncertaintyTest {

  private static final PurchaseHistory FIRST = PurchaseHistory.of(2, 30.43, 38.86);
  private static final BgNbd CDNOW = BgNbd.of(0.2425945, 4.4136019, 0.7929199, 2.4258881);

  /** Given alive the next purchase of BG/NBD is Lomax(r + x, alpha + T). */
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
  void normalQuantiles_areThoseOfTheTables() {
    assertThat(EvenNormals.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-8));
    assertThat(EvenNormals.quantile(0.5)).isCloseTo(0, within(1e-9));
    assertThat(EvenNormals.quantile(0.01)).isCloseTo(-2.3263478740408408, within(1e-8));
  }

  private static ModelFit<TransactionModel> fit(int customers, long seed) {
    TransactionModel truth = ModifiedBgNbd.of(0.6, 40, 0.9, 1.6);
    HistoryCells.Builder cells = HistoryCells.builder();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < customers; i++) {
      PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
      truth.simulate(400, random, at -> history[0] = history[0].withPurchaseAt(at));
      PurchaseHistory h = history[0].observedUntil(400);
      cells.add(h.frequency(), h.recency(), h.age());
    }
    return TransactionModels.fit("mbg-nbd", cells.build(), FitOptions.withDefaults());
  }
}
