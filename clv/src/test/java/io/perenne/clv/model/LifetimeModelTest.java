// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.cdnow.Cdnow;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.words.Language;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** GGompertz/NBD and Pareto/CNBD-k: reference values, nesting, fits. */
class LifetimeModelTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  static Stream<Golden> gompertz() {
    return Golden.rows("GGomp/NBD");
  }

  /** Relative 1e-10 against golden.csv. */
  @ParameterizedTest
  @MethodSource("gompertz")
  void gompertzNbd_equalsReference(Golden row) {
    var model =
        GompertzNbd.of(
            row.get("r"), row.get("alpha"), row.get("s"), row.get("betaPrime"), row.get("b"));
    var history = PurchaseHistory.of(row.count("x"), row.get("tx"), row.get("T"));
    double actual =
        switch (row.question()) {
          case "logLik" -> model.logLikelihood(history);
          case "pAlive" -> model.probabilityAlive(history);
          case "condExp(t=39)" -> model.conditionalExpectedTransactions(history, 39);
          default -> throw new AssertionError(row.question());
        };
    assertThat(actual).isCloseTo(row.value(), within(1e-10 * Math.abs(row.value())));
  }

  @Test
  void withoutAgingOrRegularity_isParetoNbd() {
    ParetoNbd pareto = ParetoNbd.of(0.5533, 74, 0.6062, 81.7);
    Stream.of(
            GompertzNbd.of(0.5533, 74, 0.6062, 81.7, 0), ParetoCnbd.of(1, 0.5533, 74, 0.6062, 81.7))
        .forEach(
            model -> {
              for (PurchaseHistory h : TransactionModelContract.HISTORIES) {
                assertThat(model.logLikelihood(h))
                    .isCloseTo(pareto.logLikelihood(h), within(1e-10));
                close(model.probabilityAlive(h), pareto.probabilityAlive(h));
                close(
                    model.conditionalExpectedTransactions(h, 365),
                    pareto.conditionalExpectedTransactions(h, 365));
                close(
                    model.discountedExpectedResidualTransactions(h, 3e-4),
                    pareto.discountedExpectedResidualTransactions(h, 3e-4));
                close(model.probabilityOf(2, h, 90), pareto.probabilityOf(2, h, 90));
              }
            });
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void likelihoodsWithoutAging_areThatOfParetoNbd() {
    HistoryCells cells = OnlineRetail.cells();
    double[] at = {0.8, 70, 0.1, 300};
    Derivatives pareto = new ParetoNbdLikelihood(cells, false).at(at);
    Derivatives general = new LifetimeLikelihood(cells, 1, false, false).at(at);
    assertThat(general.value()).isCloseTo(pareto.value(), within(1e-7));
    for (int i = 0; i < 4; i++) {
      double g = pareto.gradient()[i];
      assertThat(general.gradient()[i]).isCloseTo(g, within(1e-9 * (1 + Math.abs(g))));
      for (int j = 0; j < 4; j++) {
        double h = pareto.hessian()[i][j];
        assertThat(general.hessian()[i][j]).isCloseTo(h, within(1e-8 * (1 + Math.abs(h))));
      }
    }
  }

  /** Its published optimum (b = .0002) lies on the ridge of the original form: it is Pareto/NBD. */
  @Test
  void fitGompertz_cdnow_isParetoNbdAndSaysSo() {
    HistoryCells cells = Cdnow.cells("sample", 7);
    var fit = TransactionModels.fit("gompertz-nbd", cells, PLAIN);
    assertThat(fit.status()).isEqualTo(FitStatus.BOUNDARY);
    assertThat(fit.logLikelihood()).isCloseTo(-9594.97618, within(2e-3));
    assertThat(fit.diagnosis(Language.EN)).contains("b goes to 0, which is Pareto/NBD");
  }

  @Test
  void fitGompertz_agingCustomers_recoversTheTruth() {
    var truth = GompertzNbd.of(1.2, 40, 0.9, 400, 0.006);
    var fit = TransactionModels.fit("gompertz-nbd", SimulatedCells.of(truth, 4000, 900, 3), PLAIN);
    assertRecovered(truth, fit);
  }

  @Test
  void fitParetoCnbd_regularCustomers_recoversTheTruth() {
    var truth = ParetoCnbd.of(2, 1.1, 30, 0.7, 150);
    var fit = TransactionModels.fit("pareto-cnbd", SimulatedCells.of(truth, 2500, 800, 3), PLAIN);
    assertThat(fit.model().orElseThrow().name()).isEqualTo("pareto-cnbd-2");
    assertRecovered(truth, fit);
  }

  /** Every parameter within four standard errors, on the log scale. */
  static void assertRecovered(TransactionModel truth, ModelFit<TransactionModel> fit) {
    TransactionModel model = fit.model().orElseThrow();
    int i = 0;
    for (var entry : truth.parameters().entrySet()) {
      double error = Math.sqrt(fit.logCovariance().get(i).get(i));
      double z = Math.log(model.parameters().getOrDefault(entry.getKey(), 0.0) / entry.getValue());
      assertThat(z / error).as("%s of %s", entry.getKey(), model).isBetween(-4.0, 4.0);
      assertThat(error).as(entry.getKey()).isLessThan(1.5);
      i++;
    }
  }
}
