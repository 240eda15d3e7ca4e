// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.DropoutEvidence;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.numeric.Derivatives;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidentFitTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults();
  private static final FitOptions EVIDENT = PLAIN.withEvidence(DropoutEvidence.ofNewCustomers());

  /** Nobody leaves within the year that is seen. */
  private static final HistoryCells LOYAL = SimulatedCells.of(Nbd.of(0.9, 70), 3000, 365, 5);

  /** Nearly two thirds of the purchases of a cohort are lost within its first year. */
  private static final HistoryCells FLEETING =
      SimulatedCells.of(ParetoNbd.of(0.6, 75, 0.6, 80), 3000, 365, 6);

  private static TransactionModel fit(String name, HistoryCells cells, FitOptions options) {
    return TransactionModels.fit(name, cells, options).model().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mbg-nbd", "bg-nbd", "pareto-nbd", "mbg-cnbd"})
  void fit_assumesDropoutWhereAYearShowsNone(String name) {
    PurchaseDecay seen = PurchaseDecay.of(fit(name, LOYAL, PLAIN));
    PurchaseDecay assumed = PurchaseDecay.of(fit(name, LOYAL, EVIDENT));

    assertThat(seen.secondYear()).isLessThan(0.05);
    assertThat(assumed.secondYear()).isBetween(0.1, 0.2);
    assertThat(assumed.firstYear()).isBetween(0.1, 0.35);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mbg-nbd", "pareto-nbd"})
  void fit_believesDropoutThatIsSeen(String name) {
    PurchaseDecay seen = PurchaseDecay.of(fit(name, FLEETING, PLAIN));
    PurchaseDecay assumed = PurchaseDecay.of(fit(name, FLEETING, EVIDENT));

    assertThat(seen.firstYear()).isGreaterThan(0.5);
    assertThat(assumed.firstYear()).isCloseTo(seen.firstYear(), within(0.07));
  }

  @Test
  void after_leavesLittleOfItBesideALongHistory() {
    DropoutEvidence all = DropoutEvidence.ofNewCustomers();
    FitOptions fiveYears = PLAIN.withEvidence(all.after(5 * 365.25));

    assertThat(all.after(200)).isEqualTo(all);
    assertThat(all.after(2 * 365.25).customers()).isCloseTo(20 * Math.exp(2.5), within(1e-9));
    assertThat(PurchaseDecay.of(fit("mbg-nbd", LOYAL, fiveYears)).secondYear()).isLessThan(0.06);
  }

  @Test
  void fit_isThatOfTheLiteratureWithoutPriors() {
    FitOptions off = PLAIN.withoutPriors();

    assertThat(off.withEvidence(DropoutEvidence.ofNewCustomers())).isEqualTo(off);
    assertThat(EVIDENT.withoutPriors()).isEqualTo(off);
    assertThat(EVIDENT.sequential().evidence()).isEqualTo(EVIDENT.evidence());
    assertThat(EVIDENT.withMinimum(1, 1).evidence()).isEqualTo(EVIDENT.evidence());
  }

  @Test
  void fit_leavesAModelWithoutDropoutAlone() {
    ModelFit<TransactionModel> plain = TransactionModels.fit("nbd", LOYAL, PLAIN);

    assertThat(TransactionModels.fit("nbd", LOYAL, EVIDENT))
        .usingRecursiveComparison()
        .ignoringFields("model")
        .isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 5})
  void penalty_hasTheGradientOfItsValue(double a) {
    ModelFamily family = BetaGeometricFamily.modifiedBgNbd();
    FittingProblem problem = DropoutTerm.added(family, LOYAL, EVIDENT);
    double[] theta = problem.theta(new double[] {0.8, 60, a, 2.5});
    Derivatives at = problem.penalty().at(theta);
    for (int i = 0; i < theta.length; i++) {
      double[] more = theta.clone();
      double[] less = theta.clone();
      more[i] += 1e-4;
      less[i] -= 1e-4;
      double slope =
          (problem.penalty().at(more).value() - problem.penalty().at(less).value()) / 2e-4;
      assertThat(at.gradient()[i]).isCloseTo(slope, within(1e-3 * (1 + Math.abs(slope))));
    }
  }

  @Test
  void decay_ofParetoNbdIsTheShareWhoLeave() {
    double s = 0.6;
    double beta = 80;
    double year = 365.25;
    PurchaseDecay decay = PurchaseDecay.of(ParetoNbd.of(0.6, 75, s, beta));

    assertThat(decay.secondYear())
        .isCloseTo(1 - Math.pow((beta + year) / (beta + 2 * year), s), within(1e-3));
  }

  /** Just after a first purchase the next of a regular customer is not due: no sign of loyalty. */
  @Test
  void decay_ofRegularCustomersIsThatOfOthersWhoLeaveAlike() {
    PurchaseDecay random = PurchaseDecay.of(ParetoNbd.of(0.6, 75, 0.6, 80));

    assertThat(PurchaseDecay.of(ParetoCnbd.of(4, 0.6, 75, 0.6, 80))).isEqualTo(random);
    assertThat(PurchaseDecay.of(ParetoCnbdMixture.of(0.6, 75, 0.6, 80, 1, 0, 3, 0, 2, 1)))
        .isEqualTo(random);
  }

  /** The evidence must hold regular customers as others: their dropout is no other. */
  @Test
  void fit_ofTheMixtureIsHeldByTheEvidence() {
    HistoryCells cells =
        SimulatedCells.of(
            ParetoCnbdMixture.of(1.6, 140, 0.05, 4000, 0, 0, 1, 0, 0, 0), 1500, 364, 9);
    EvidentFit found =
        EvidentFit.of(
                ParetoCnbdMixture.NAME,
                cells,
                Optional.empty(),
                OperationalClock.calendar(),
                364,
                FitOptions.withDefaults())
            .orElseThrow();

    assertThat(PurchaseDecay.of(found.arrived()).secondYear()).isBetween(0.02, 0.35);
    assertThat(found.arrived().parameters().get("w3")).isGreaterThan(0.4);
  }

  @Test
  void arrivals_partThoseOfBeforeFromThoseWhoCameLater() {
    HistoryCells all = SimulatedCells.of(Nbd.of(0.9, 70), 2000, 364, 8);
    Arrivals arrivals = Arrivals.of(all).orElseThrow();

    assertThat(arrivals.establishedAge()).isBetween(274.0, 276.0);
    double established = arrivals.cells(all, true, OperationalClock.calendar(), 1000).customers();
    double later = arrivals.cells(all, false, OperationalClock.calendar(), 1000).customers();
    assertThat(established + later).isEqualTo(all.customers());
    assertThat(established).isBetween(900.0, 1100.0);
  }

  @Test
  void arrivals_doNotPartACohort() {
    HistoryCells.Builder cells = HistoryCells.builder();
    for (int i = 0; i < 3000; i++) {
      cells.add(0, 0, 365 - i % 80);
    }

    assertThat(Arrivals.of(cells.build())).isEmpty();
  }

  @Test
  void of_isAbsentWhereAModelCannotBeFitted() {
    HistoryCells few = HistoryCells.builder().add(1, 10, 20).build();

    assertThat(
            EvidentFit.of(
                "mbg-nbd", few, Optional.empty(), OperationalClock.calendar(), 100, PLAIN))
        .isEmpty();
  }

  @Test
  void evidence_refusesAShareThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DropoutEvidence.ofNewCustomers().withYearlyDropout(1))
        .withMessageContaining("yearlyDropout");
  }
}
