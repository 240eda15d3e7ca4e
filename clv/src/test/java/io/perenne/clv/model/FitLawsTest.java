// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.words.Language;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that every fit obeys, for every model of the registry. */
class FitLawsTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  private static final List<PurchaseHistory> CUSTOMERS =
      SimulatedCells.histories(ModifiedBgNbd.of(0.6, 40, 0.9, 1.6), 2500, 600, 11);

  static Stream<String> models() {
    return TransactionModels.names().stream();
  }

  /** Blocks are of 2,048 cells: threads really share the work. */
  @ParameterizedTest
  @MethodSource("models")
  void fit_anyThreadsAnyOrder_sameBits(String name) {
    List<PurchaseHistory> shuffled = new java.util.ArrayList<>(CUSTOMERS);
    Collections.shuffle(shuffled, new Random(5));
    FitOptions options = FitOptions.withDefaults();

    var fit = TransactionModels.fit(name, HistoryCells.of(CUSTOMERS), options);
    var other = TransactionModels.fit(name, HistoryCells.of(shuffled), options.sequential());

    assertThat(other.model().orElseThrow().parameters())
        .isEqualTo(fit.model().orElseThrow().parameters());
    assertThat(other.logLikelihood()).isEqualTo(fit.logLikelihood());
    assertThat(other.standardErrors()).isEqualTo(fit.standardErrors());
  }

  /** Three copies of every customer: the same optimum, errors smaller by the root of three. */
  @ParameterizedTest
  @MethodSource("models")
  void fit_weights_areCopies(String name) {
    List<PurchaseHistory> few = CUSTOMERS.subList(0, 400);
    HistoryCells.Builder copies = HistoryCells.builder();
    HistoryCells.Builder weights = HistoryCells.builder();
    for (PurchaseHistory h : few) {
      weights.add(h.frequency(), h.recency(), h.age(), h.logGapSum(), 3);
      for (int i = 0; i < 3; i++) {
        copies.add(h.frequency(), h.recency(), h.age(), h.logGapSum(), 1);
      }
    }
    var single = TransactionModels.fit(name, HistoryCells.of(few), PLAIN);
    var copied = TransactionModels.fit(name, copies.build(), PLAIN);
    var weighted = TransactionModels.fit(name, weights.build(), PLAIN);

    assertThat(weighted).hasToString(copied.toString());
    assertThat(weighted.logLikelihood())
        .isCloseTo(3 * single.logLikelihood(), within(1e-9 * Math.abs(weighted.logLikelihood())));
    if (single.status() != FitStatus.CONVERGED) {
      return; // on a ridge the errors depend on where the search stopped
    }
    single
        .standardErrors()
        .forEach(
            (key, error) ->
                assertThat(weighted.standardErrors().get(key))
                    .isCloseTo(error / Math.sqrt(3), within(1e-4 * error)));
  }

  /** Times x c: alpha x c, shapes as they were, log-likelihood less (sum x) ln c. */
  @ParameterizedTest
  @MethodSource("models")
  void fit_otherTimeUnit_scales(String name) {
    HistoryCells cells = HistoryCells.of(CUSTOMERS);
    double c = 1.0 / 7;
    var days = TransactionModels.fit(name, cells, PLAIN);
    var weeks = TransactionModels.fit(name, cells.scaledBy(c), PLAIN);

    assertThat(weeks.logLikelihood())
        .isCloseTo(days.logLikelihood() - cells.transactions() * Math.log(c), within(1e-6));
    TransactionModel model = days.model().orElseThrow();
    TransactionModel rescaled = weeks.model().orElseThrow();
    for (PurchaseHistory h : CUSTOMERS.subList(0, 50)) {
      var scaled =
          new PurchaseHistory(
              h.frequency(),
              h.recency() * c,
              h.age() * c,
              h.logGapSum() + h.frequency() * Math.log(c));
      assertThat(rescaled.probabilityAlive(scaled))
          .isCloseTo(model.probabilityAlive(h), within(1e-5));
      assertThat(rescaled.conditionalExpectedTransactions(scaled, 100 * c))
          .isCloseTo(model.conditionalExpectedTransactions(h, 100), within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void fit_tooLittle_saysSo(String name) {
    var none = TransactionModels.fit(name, HistoryCells.builder().build(), PLAIN);
    var oneTimers =
        TransactionModels.fit(name, HistoryCells.builder().add(0, 0, 90, 500).build(), PLAIN);

    assertThat(none.status()).isEqualTo(FitStatus.FAILED);
    assertThat(none.model()).isEmpty();
    assertThat(oneTimers.diagnosis(Language.EN))
        .startsWith("Too little data for " + name)
        .endsWith(": 500 customers with 0 repeat purchases; at least 10 and 5 are needed.");
  }

  /** The optimum is where the penalised gradient vanishes: no direction gains. */
  @ParameterizedTest
  @MethodSource("models")
  void fit_priors_pullButLittle(String name) {
    HistoryCells cells = HistoryCells.of(CUSTOMERS);
    var plain = TransactionModels.fit(name, cells, PLAIN);
    var weak = TransactionModels.fit(name, cells, FitOptions.withDefaults());

    assertThat(weak.logLikelihood()).isLessThanOrEqualTo(plain.logLikelihood() + 1e-6);
    assertThat(weak.logLikelihood()).isGreaterThan(plain.logLikelihood() - 3);
    assertThat(weak.penalizedLogLikelihood()).isLessThan(weak.logLikelihood());
  }
}
