// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.cdnow.Cdnow;
import io.perenne.clv.cdnow.CdnowCell;
import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.GaussLegendre;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The mixture of regularities. The grocery data on which it was devised are not public, so
 * simulated customers with its published optimum there (r .988, alpha 5.491, s .423, beta 4.123 in
 * weeks, weights .217, .266, .114, .141, 0, .262) take their place.
 */
class ParetoCnbdMixtureTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  private static final ParetoCnbdMixture GROCERY =
      ParetoCnbdMixture.of(
          0.988, 5.491 * 7, 0.423, 4.123 * 7, 0.217, 0.266, 0.114, 0.141, 0, 0.262);

  /** All weight on one k: nothing of the others remains. */
  @Test
  void oneKind_isTheModelOfThatK() {
    assertSame(
        ParetoCnbdMixture.of(0.55, 74, 0.61, 82, 1, 0, 0, 0, 0, 0),
        ParetoNbd.of(0.55, 74, 0.61, 82));
    assertSame(
        ParetoCnbdMixture.of(0.55, 74, 0.61, 82, 0, 0, 0, 7, 0, 0),
        ParetoCnbd.of(4, 0.55, 74, 0.61, 82));
  }

  private static void assertSame(TransactionModel mixture, TransactionModel single) {
    for (PurchaseHistory h : TransactionModelContract.HISTORIES) {
      close(mixture.logLikelihood(h), single.logLikelihood(h));
      close(mixture.probabilityAlive(h), single.probabilityAlive(h));
      close(
          mixture.conditionalExpectedTransactions(h, 365),
          single.conditionalExpectedTransactions(h, 365));
      close(
          mixture.discountedExpectedResidualTransactions(h, 3e-4),
          single.discountedExpectedResidualTransactions(h, 3e-4));
      close(mixture.probabilityOf(2, h, 90), single.probabilityOf(2, h, 90));
    }
    close(mixture.expectedTransactions(365), single.expectedTransactions(365));
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-9 * (1e-3 + Math.abs(expected))));
  }

  @Test
  void fit_simulatedGroceries_recoversTheTruth() {
    HistoryCells cells = SimulatedCells.of(GROCERY, 1500, 365, 5);

    var fit = TransactionModels.fit("pareto-cnbd-mixture", cells, PLAIN);
    var single = TransactionModels.fit("pareto-cnbd", cells, PLAIN);

    assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
    Map<String, Double> found = fit.model().orElseThrow().parameters();
    GROCERY
        .parameters()
        .forEach(
            (name, value) ->
                assertThat(found.getOrDefault(name, Double.NaN))
                    .as(name)
                    .isCloseTo(
                        value, within(3 * fit.standardErrors().getOrDefault(name, 0.0) + 1e-9)));
    // on the groceries themselves one k for all is behind by 546
    assertThat(fit.logLikelihood()).isGreaterThan(single.logLikelihood() + 300);
  }

  /** Weights are shares: they add up to one, and so must their errors to nothing. */
  @Test
  void fit_weights_areSharesWithErrorsOfShares() {
    HistoryCells cells = SimulatedCells.of(GROCERY, 400, 365, 6);
    var fit = TransactionModels.fit("pareto-cnbd-mixture", cells, FitOptions.withDefaults());
    double[] p =
        fit.model().orElseThrow().parameters().values().stream().mapToDouble(v -> v).toArray();
    double sum = 0;
    double variance = 0;
    for (int i = 4; i < p.length; i++) {
      sum += p[i];
      for (int j = 4; j < p.length; j++) {
        variance += p[i] * p[j] * fit.logCovariance().get(i).get(j);
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(variance).isCloseTo(0, within(1e-9));
    for (double value : p) {
      assertThat(value).isPositive();
    }
  }

  /** The probabilities of k mean what they say: summed over customers they count them. */
  @Test
  void probabilitiesOfKinds_summed_areTheCustomersOfEachKind() {
    SplittableRandom random = new SplittableRandom(8);
    double[] expected = new double[6];
    double[] variance = new double[6];
    int[] actual = new int[6];
    for (int kind = 0; kind < 6; kind++) {
      int customers = (int) Math.round(4000 * weight(kind));
      for (int i = 0; i < customers; i++) {
        PurchaseHistory history = history(GROCERY.kinds().get(kind), random);
        double[] probabilities = GROCERY.probabilitiesOfKinds(history);
        for (int j = 0; j < 6; j++) {
          expected[j] += probabilities[j];
          variance[j] += probabilities[j] * (1 - probabilities[j]);
        }
        actual[kind]++;
      }
    }
    for (int kind = 0; kind < 6; kind++) {
      assertThat(expected[kind])
          .as("k = %d", k(kind))
          .isCloseTo(actual[kind], within(1e-9 + 4 * Math.sqrt(variance[kind])));
    }
  }

  private static double weight(int kind) {
    return GROCERY.parameters().getOrDefault("w" + k(kind), 0.0);
  }

  private static int k(int kind) {
    return GROCERY.stages().get(kind);
  }

  private static PurchaseHistory history(TransactionModel model, SplittableRandom random) {
    PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
    model.simulate(365, random, at -> history[0] = history[0].withPurchaseAt(at));
    return history[0].observedUntil(365);
  }

  @Test
  void regularity_ofClockwork_isHigherThanOfBursts() {
    double month = 0;
    PurchaseHistory clockwork = PurchaseHistory.justAcquired();
    PurchaseHistory bursts = PurchaseHistory.justAcquired();
    for (int i = 1; i <= 10; i++) {
      month += 30;
      clockwork = clockwork.withPurchaseAt(month);
      bursts = bursts.withPurchaseAt(i % 5 == 0 ? month : bursts.recency() + 2);
    }
    assertThat(GROCERY.regularity(clockwork)).isGreaterThan(8.5);
    assertThat(GROCERY.regularity(bursts)).isBetween(1.0, 1.1);
    // a month late, the clockwork customer has most likely gone, the other may well be back
    assertThat(GROCERY.probabilityAlive(clockwork.observedUntil(365)))
        .isLessThan(0.5 * GROCERY.probabilityAlive(bursts.observedUntil(365)));
  }

  /** Not knowing the gaps is a mean over the gaps that there may have been, here over the first. */
  @Test
  void probabilitiesOfKinds_gapsUnknown_averageOverTheGaps() {
    double recency = 200;
    double age = 260;
    double[] likelihoods = new double[6];
    double total = 0;
    for (int kind = 0; kind < 6; kind++) {
      TransactionModel model = GROCERY.kinds().get(kind);
      double weight = weight(kind);
      likelihoods[kind] =
          weight
              * GaussLegendre.integrate(
                  first ->
                      Math.exp(
                          model.logLikelihood(
                              new PurchaseHistory(
                                  2, recency, age, Math.log(first) + Math.log(recency - first)))),
                  0,
                  recency,
                  20);
      total += likelihoods[kind];
    }
    double[] actual = GROCERY.probabilitiesOfKinds(2, recency, age);
    for (int kind = 0; kind < 6; kind++) {
      assertThat(actual[kind]).isCloseTo(likelihoods[kind] / total, within(1e-12));
    }
  }

  /** CDNOW's buyers are not regular; the few who are make up more than no likelihood. */
  @Test
  void fit_cdnow_isHardlyMoreThanParetoNbd() {
    HistoryCells.Builder builder = HistoryCells.builder().keepLogGapsApart();
    for (CdnowCell cell : Cdnow.histories("sample")) {
      PurchaseHistory h = cell.history(1);
      builder.add(h.frequency(), h.recency(), h.age(), h.logGapSum(), cell.customers());
    }
    var mixture = TransactionModels.fit("pareto-cnbd-mixture", builder.build(), PLAIN);
    var single = TransactionModels.fit("pareto-cnbd", builder.build(), PLAIN);

    assertThat(single.model().orElseThrow().name()).isEqualTo("pareto-cnbd-1");
    assertThat(mixture.logLikelihood() - single.logLikelihood()).isBetween(0.3, 2.0);
    assertThat(mixture.model().orElseThrow().parameters().get("w1")).isBetween(0.85, 1.0);
    assertThat(mixture.model().orElseThrow().parameters().get("w9")).isZero();
  }

  @Test
  void fit_gapsUnknownOrMerged_saysSoAndTakesEverybodyAsRandom() {
    List<PurchaseHistory> customers = SimulatedCells.histories(GROCERY, 400, 365, 9);
    List<PurchaseHistory> without = new ArrayList<>();
    HistoryCells.Builder merged = HistoryCells.builder();
    for (PurchaseHistory h : customers) {
      without.add(PurchaseHistory.of(h.frequency(), h.recency(), h.age()));
      merged.add(h.frequency(), Math.ceil(h.recency()), 365, h.logGapSum(), 1);
    }
    var pareto =
        TransactionModels.fit("pareto-nbd", HistoryCells.of(without), PLAIN).model().orElseThrow();
    for (HistoryCells cells : List.of(HistoryCells.of(without), merged.build())) {
      var fit = TransactionModels.fit("pareto-cnbd-mixture", cells, PLAIN);
      assertThat(fit.findings()).extracting(Finding::kind).contains(Finding.Kind.GAPS_UNKNOWN);
      assertThat(fit.model().orElseThrow().parameters()).containsEntry("w1", 1.0);
    }
    var unknown = TransactionModels.fit("pareto-cnbd-mixture", HistoryCells.of(without), PLAIN);
    pareto
        .parameters()
        .forEach(
            (name, value) ->
                assertThat(unknown.model().orElseThrow().parameters().get(name))
                    .isCloseTo(value, within(1e-6 * value)));
  }

  @Test
  void of_badWeights_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParetoCnbdMixture.of(1, 1, 1, 1, 0.5, 0.5))
        .withMessage("weights are not 6: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParetoCnbdMixture.of(1, 1, 1, 1, 1, 0, 0, 0, 0, -1))
        .withMessage("weight is not finite and >= 0: -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParetoCnbdMixture.of(1, 1, 1, 1, 0, 0, 0, 0, 0, 0))
        .withMessage("sum of the weights is not finite and > 0: 0.0");
  }

  /**
   * Without gaps the answers are means over the gaps of everybody with these x, t_x, T: the
   * references are from customers of each kind weighed by t^(k x - 1) / Gamma(k x) by hand.
   */
  @Test
  void unknownGaps_areAveragedOver_insteadOfTakenForOneDayEach() {
    PurchaseHistory four = PurchaseHistory.of(4, 240, 365);
    PurchaseHistory twelve = PurchaseHistory.of(12, 200, 365);
    assertThat(GROCERY.probabilityAlive(four)).isCloseTo(0.482, within(0.0005));
    assertThat(GROCERY.conditionalExpectedTransactions(four, 364)).isCloseTo(1.96, within(0.005));
    assertThat(GROCERY.probabilityAlive(twelve)).isCloseTo(0.006, within(0.0005));
    assertThat(GROCERY.conditionalExpectedTransactions(twelve, 364))
        .isCloseTo(0.062, within(0.0005));
    assertThat(GROCERY.probabilitiesOfKinds(twelve))
        .containsExactly(GROCERY.probabilitiesOfKinds(12, 200, 365));
  }

  /** Every gap of one day has the log sum 0, and is known. */
  @Test
  void gapsOfOneDay_areKnown() {
    assertThat(PurchaseHistory.of(5, 5, 40).gapsKnown()).isTrue();
    assertThat(PurchaseHistory.of(0, 0, 40).gapsKnown()).isTrue();
    assertThat(PurchaseHistory.of(5, 6, 40).gapsKnown()).isFalse();
    assertThat(new PurchaseHistory(5, 6, 40, Math.log(2)).gapsKnown()).isTrue();
  }
}
