// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.spend.GammaGamma;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Where other libraries answered NaN, or something wrong without a word; each named by its story.
 */
class PeerTrapsTest {

  private static final BgNbd CDNOW = BgNbd.of(0.2425945, 4.4136019, 0.7929199, 2.4258881);

  /** One library lacks the guard for customers without repeat purchase and says .9750. */
  @Test
  void noPurchaseProbability_ofOneTimeBuyer_knowsThatNobodyCouldStop() {
    var oneTimer = PurchaseHistory.of(0, 0, 38.86);
    assertThat(CDNOW.probabilityOfNoPurchase(oneTimer, 10)).isCloseTo(.9508, within(5e-5));
  }

  /** lifetimes #302: NaN where a + b is below 1. */
  @Test
  void expectation_sumOfDropoutShapesBelowOne_isFinite() {
    var model = BgNbd.of(0.11, 2.24, 0.31, 0.50);
    assertThat(model.conditionalExpectedTransactions(PurchaseHistory.of(0, 0, 1), 30))
        .isCloseTo(.564588615533, within(1e-12));
  }

  /** lifetimes #25 and #442: overflow from about 300 purchases on. */
  @Test
  void manyPurchases_doNotOverflow() {
    for (int x : new int[] {132, 300, 500, 1000, 2000}) {
      var history = PurchaseHistory.of(x, 190, 200);
      assertThat(CDNOW.conditionalExpectedTransactions(history, 40)).isBetween(0.0, 500.0);
      assertThat(CDNOW.logLikelihood(history)).isFinite();
    }
  }

  /** The overflow tests of lifetimes for Pareto/NBD, values of its own test file. */
  @Test
  void paretoNbd_atLifetimesOverflowTests_equalsTheirValues() {
    var model = ParetoNbd.of(.55, 10.58, .61, 11.67);
    assertThat(model.conditionalExpectedTransactions(PurchaseHistory.of(132, 200, 200), 10))
        .isCloseTo(6.20605, within(5e-6));
    assertThat(model.conditionalExpectedTransactions(PurchaseHistory.of(133, 200, 200), 10))
        .isCloseTo(6.25287, within(5e-6));
  }

  /** A peer tests E[X(t)] to .01 only, because its reference came from other parameters. */
  @Test
  void paretoNbd_expectation_equalsThePublishedTableToEveryDigit() {
    var model = ParetoNbd.of(.55, 10.56, .61, 11.64);
    double[] printed = {
      0, .05077821, .09916088, .14542507, .18979930, .23247466, .27361274, .31335159, .35181024,
      .38909211
    };
    for (int t = 0; t < printed.length; t++) {
      assertThat(model.expectedTransactions(t)).isCloseTo(printed[t], within(5e-9));
    }
  }

  /** CLVTools #163: discounted value not available for a large beta. */
  @Test
  void paretoNbd_discounted_largeBeta_isFinite() {
    var model = ParetoNbd.of(0.8, 20, 12, 1e6);
    double value =
        model.discountedExpectedResidualTransactions(
            PurchaseHistory.of(3, 90, 100), Math.log(1.1) / 365.25);
    assertThat(value).isBetween(1.0, 400.0);
  }

  /** CLVTools #100: customers with hundreds of purchases until the last day. */
  @Test
  void paretoNbd_heavyBuyers_areFinite() {
    var model = ParetoNbd.of(.5143, 2.8845, .2856, 14.1087);
    double[][] rows = {
      {221, 103.42857, 103.57143}, {254, 97.14286, 97.28571}, {340, 104, 104}, {221, 1, 104}
    };
    for (double[] row : rows) {
      var h = PurchaseHistory.of((int) row[0], row[1], row[2]);
      assertThat(model.logLikelihood(h)).isFinite();
      assertThat(model.conditionalExpectedTransactions(h, 39)).isBetween(0.0, 200.0);
      assertThat(model.discountedExpectedResidualTransactions(h, .0027)).isBetween(0.0, 1e4);
    }
  }

  /** "One-time buyers are alive for ever": the question for which MBG/NBD is the answer. */
  @Test
  void oneTimeBuyer_longSilent_isMostLikelyGoneUnderMbg() {
    var oneTimer = PurchaseHistory.of(0, 0, 1000);
    assertThat(BgNbd.of(0.2426, 30.9, 0.7929, 2.4259).probabilityAlive(oneTimer)).isEqualTo(1);
    assertThat(ModifiedBgNbd.of(0.5248, 43.28, 0.8914, 1.6140).probabilityAlive(oneTimer))
        .isLessThan(0.3);
  }

  /** Spend without a finite mean (q below 1) must not become a negative or missing value. */
  @Test
  void gammaGamma_withoutMean_isSaidAndPredictsFinitely() {
    SpendCells.Builder cells = SpendCells.builder();
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 800; i++) {
      // a Pareto tail with index 0.7
      double mean = Math.pow(random.nextDouble(), -1 / 0.7);
      double one = mean * random.nextDouble(0.5, 1.5);
      double two = mean * random.nextDouble(0.5, 1.5);
      cells.add(2, one + two, Math.log(one) + Math.log(two));
    }
    var plain =
        GammaGamma.fitTransactions(cells.build(), FitOptions.withDefaults().withoutPriors());
    assertThat(plain.findings())
        .extracting(Finding::kind)
        .contains(Finding.Kind.INFINITE_MEAN_SPEND);
    assertThat(plain.model().orElseThrow().expectedTransactionValue(2, 10)).isBetween(1.0, 20.0);
    var weak = GammaGamma.fitTransactions(cells.build(), FitOptions.withDefaults());
    assertThat(weak.model().orElseThrow().populationMean()).isFinite().isPositive();
  }

  /** Every order of the same value: the likelihood has no maximum, and no model is invented. */
  @Test
  void gammaGamma_constantAmounts_isAFailedFitThatSaysWhy() {
    SpendCells.Builder cells = SpendCells.builder();
    for (int n = 1; n <= 40; n++) {
      cells.add(n, 25.0 * n, n * Math.log(25));
    }
    for (FitOptions options :
        new FitOptions[] {FitOptions.withDefaults(), FitOptions.withDefaults().withoutPriors()}) {
      var fit = GammaGamma.fitTransactions(cells.build(), options);
      assertThat(fit.model()).isEmpty();
      assertThat(fit.findings())
          .extracting(Finding::kind)
          .containsExactly(Finding.Kind.UNIFORM_SPEND);
    }
  }

  /** A silent divergence of a peer at a million customers: the fit must come back to the truth. */
  @Test
  void fit_manyCustomers_recoversTheTruth() {
    var truth = BgNbd.of(0.25, 33, 0.8, 2.5);
    var fit =
        TransactionModels.fit(
            "bg-nbd",
            SimulatedCells.of(truth, 60_000, 600, 77),
            FitOptions.withDefaults().withoutPriors());
    assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
    LifetimeModelTest.assertRecovered(truth, fit);
  }

  /** 95 % intervals of the parameters hold in 85 to 100 % of small simulated bases. */
  @Test
  void standardErrors_coverTheTruth() {
    var truth = ModifiedBgNbd.of(0.6, 40, 0.9, 1.6);
    int inside = 0;
    int all = 0;
    for (int seed = 0; seed < 20; seed++) {
      HistoryCells cells = SimulatedCells.of(truth, 2500, 500, 1000 + seed);
      var fit = TransactionModels.fit("mbg-nbd", cells, FitOptions.withDefaults().withoutPriors());
      int i = 0;
      for (var entry : truth.parameters().entrySet()) {
        double error = Math.sqrt(fit.logCovariance().get(i).get(i));
        double found = fit.model().orElseThrow().parameters().getOrDefault(entry.getKey(), 0.0);
        inside += Math.abs(Math.log(found / entry.getValue())) < 1.96 * error ? 1 : 0;
        all++;
        i++;
      }
    }
    assertThat(inside / (double) all).isBetween(0.85, 1.0);
  }
}
