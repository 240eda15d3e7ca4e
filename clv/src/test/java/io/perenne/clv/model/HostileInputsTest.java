// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bases on which other libraries answer "did not converge", NaN or an exception: each fit ends in a
 * finite model or says in words why there is none, with priors and without.
 */
class HostileInputsTest {

  private static final FitOptions ANYTHING = FitOptions.withDefaults().withMinimum(1, 1);

  private static Map<String, HistoryCells> bases() {
    Map<String, HistoryCells> bases = new LinkedHashMap<>();
    bases.put("one customer", HistoryCells.builder().add(3, 90, 200, 9, 1).build());
    bases.put("one customer who has just bought", of(PurchaseHistory.of(1, 5, 5)));
    bases.put("everybody the same", HistoryCells.builder().add(4, 100, 200, 12, 500).build());
    bases.put(
        "one repeat purchase among thousands",
        HistoryCells.builder().add(0, 0, 300, 5000).add(1, 10, 300, Math.log(10), 1).build());
    bases.put(
        "four hundred purchases in six days",
        HistoryCells.builder()
            .add(400, 5, 6, 400 * Math.log(5.0 / 400), 1)
            .add(500, 1, 37, 500 * Math.log(1.0 / 500), 1)
            .add(0, 0, 20, 30)
            .build());
    bases.put(
        "everybody every day until today",
        of(
            IntStream.range(20, 60)
                .mapToObj(age -> new PurchaseHistory(age, age, age, 0))
                .toArray(PurchaseHistory[]::new)));
    bases.put(
        "everybody stopped at once",
        HistoryCells.builder().add(2, 2, 900, 0, 400).add(1, 1, 900, 0, 300).build());
    bases.put(
        "acquired today",
        HistoryCells.builder().add(0, 0, 0, 400).add(1, 3, 3, Math.log(3), 2).build());
    bases.put(
        "times of other planets",
        HistoryCells.builder()
            .add(0, 0, 1e7, 40)
            .add(3, 4e6, 1e7, 3 * Math.log(1.3e6), 10)
            .add(1, 9e6, 1e7, Math.log(9e6), 5)
            .build());
    bases.put(
        "times of atoms",
        HistoryCells.builder()
            .add(0, 0, 1e-6, 40)
            .add(3, 4e-7, 1e-6, 3 * Math.log(1.3e-7), 10)
            .add(1, 9e-7, 1e-6, Math.log(9e-7), 5)
            .build());
    bases.put(
        "a reseller among people",
        HistoryCells.builder()
            .add(2000, 729, 730, 2000 * Math.log(0.36), 1)
            .add(0, 0, 500, 700)
            .add(1, 40, 500, Math.log(40), 200)
            .add(2, 200, 500, 2 * Math.log(100), 100)
            .build());
    return bases;
  }

  private static HistoryCells of(PurchaseHistory... customers) {
    return HistoryCells.of(List.of(customers));
  }

  static Stream<Arguments> everything() {
    return TransactionModels.names().stream()
        .flatMap(name -> bases().keySet().stream().map(base -> Arguments.of(name, base)));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void fit_endsInAFiniteModelOrSaysWhyNot(String name, String base) {
    HistoryCells cells = java.util.Objects.requireNonNull(bases().get(base));
    for (FitOptions options : List.of(ANYTHING, ANYTHING.withoutPriors())) {
      ModelFit<TransactionModel> fit = TransactionModels.fit(name, cells, options);
      assertThat(fit.model().isPresent()).isEqualTo(fit.status() != FitStatus.FAILED);
      if (fit.status() != FitStatus.CONVERGED) {
        assertThat(fit.findings()).isNotEmpty();
      }
      assertThat(fit.logLikelihood()).isFinite();
      assertThat(fit.penalizedLogLikelihood()).isFinite();
      assertThat(fit.standardErrors().values()).allSatisfy(e -> assertThat(e).isFinite());
      fit.model().ifPresent(model -> assertFinite(model, cells));
    }
  }

  private static void assertFinite(TransactionModel model, HistoryCells cells) {
    assertThat(model.parameters().values()).allSatisfy(p -> assertThat(p).isFinite());
    double t = cells.meanAge() + 1e-9;
    assertThat(model.expectedTransactions(t)).isFinite().isNotNegative();
    for (int i = 0; i < cells.size(); i++) {
      PurchaseHistory history = cells.history(i);
      assertThat(model.probabilityAlive(history)).isBetween(0.0, 1.0);
      assertThat(model.conditionalExpectedTransactions(history, t)).isFinite().isNotNegative();
    }
  }

  /** lifetimes #85, #310, #368: recency is an age, and a repeat purchase has a day of its own. */
  @Test
  void history_impossible_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(1, 0, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(0, 5, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(2, 11, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(2, Double.NaN, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(-1, 0, 10));
  }

  /** The same customer twice is two customers; a base is a multiset, not a set of ids. */
  @Test
  void fit_duplicates_areCounted() {
    PurchaseHistory one = new PurchaseHistory(3, 90, 200, 9);
    assertThat(HistoryCells.of(List.of(one, one)).customers()).isEqualTo(2);
    assertThat(HistoryCells.of(List.of(one, one)).size()).isEqualTo(1);
  }
}
