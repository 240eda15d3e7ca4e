// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.history.DatedBase;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fitting covariates that change. */
class DatedCovariateFitTest {

  private static DatedCovariateModel truth(String model) {
    return new DatedCovariateModel(
        model,
        model.equals("mbg-nbd")
            ? Map.of("r", 0.9, "alpha", 40.0, "a", 0.8, "b", 2.0)
            : Map.of("r", 0.9, "alpha", 40.0, "s", 0.9, "beta", 150.0),
        List.of(new Covariate("campaign", 0.2, 0.8, -0.6), new Covariate("price", 10, -0.25, 0.5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pareto-nbd", "mbg-nbd"})
  void likelihood_isTheSumOverCustomers_andItsDerivativesAreThose(String name) {
    DatedBase base = DatedCustomers.base(truth(name), 60, 3, 300, 4);
    SeriesCustomers customers = SeriesCustomers.of(base, new int[] {0, 1}, new double[] {0.2, 10});
    LogLikelihood likelihood =
        name.equals("mbg-nbd")
            ? new CoinSeriesLikelihood(customers, true)
            : new ParetoSeriesLikelihood(customers, true);
    double[] at = {0.8, 35, 1.1, name.equals("mbg-nbd") ? 1.7 : 90, 0.6, -0.3, -0.5, 0.4};

    Derivatives found = likelihood.at(at);

    assertThat(found.value()).isCloseTo(sum(name, at, base), within(1e-9));
    for (int i = 0; i < at.length; i++) {
      double step = 1e-5 * Math.abs(at[i]);
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += step;
      down[i] -= step;
      double slope = (sum(name, up, base) - sum(name, down, base)) / (2 * step);
      assertThat(found.gradient()[i])
          .as("gradient %d", i)
          .isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
      double[] above = likelihood.at(up).gradient();
      double[] below = likelihood.at(down).gradient();
      for (int j = 0; j < at.length; j++) {
        double bend = (above[j] - below[j]) / (2 * step);
        assertThat(found.hessian()[i][j])
            .as("hessian %d %d", i, j)
            .isCloseTo(bend, within(1e-5 * Math.max(1, Math.abs(bend))));
      }
    }
  }

  private static double sum(String name, double[] p, DatedBase base) {
    boolean coin = name.equals("mbg-nbd");
    DatedCovariateModel model =
        new DatedCovariateModel(
            name,
            Map.of("r", p[0], "alpha", p[1], coin ? "a" : "s", p[2], coin ? "b" : "beta", p[3]),
            List.of(
                new Covariate("campaign", 0.2, p[4], p[6]),
                new Covariate("price", 10, p[5], p[7])));
    return base.customers().stream().mapToDouble(model::logLikelihood).sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pareto-nbd", "mbg-nbd"})
  void fit_findsTheParametersOfDrawnCustomers(String name) {
    DatedCovariateModel truth = truth(name);
    DatedBase base = DatedCustomers.base(truth, 6_000, 300, 560, 17);

    ModelFit<DatedCovariateModel> fit =
        TransactionModels.fit(name, base, FitOptions.withDefaults());

    assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
    DatedCovariateModel found = fit.model().orElseThrow();
    for (int c = 0; c < 2; c++) {
      Covariate known = truth.covariates().get(c);
      Covariate one = found.covariates().get(c);
      assertWithin(fit, "purchases:" + known.name(), one.purchases(), known.purchases());
      assertWithin(fit, "dropout:" + known.name(), one.dropout(), known.dropout());
    }
    // the means of the draw are near those of the truth, so the average customer is nearly the same
    truth
        .parameters()
        .forEach(
            (parameter, value) ->
                assertThat(found.parameters().getOrDefault(parameter, Double.NaN))
                    .as(parameter)
                    .isCloseTo(value, within(4 * error(fit, parameter))));
    double without =
        TransactionModels.fit(name, base.histories(), FitOptions.withDefaults()).logLikelihood();
    assertThat(fit.logLikelihood()).isGreaterThan(without + 100);
  }

  private static double error(ModelFit<?> fit, String name) {
    return fit.standardErrors().getOrDefault(name, Double.NaN);
  }

  private static void assertWithin(ModelFit<?> fit, String name, double found, double known) {
    assertThat(found).as(name).isCloseTo(known, within(3.5 * error(fit, name)));
  }

  /** Four channels that never change, told once as groups and once as series. */
  @ParameterizedTest
  @ValueSource(strings = {"pareto-nbd", "mbg-nbd"})
  void covariatesThatStay_areFittedAsThoseOfGroups(String name) {
    CovariateModel truth =
        new CovariateModel(
            name, truth(name).parameters(), List.of(new Covariate("web", 0.5, 0.7, -0.4)));
    Draws draws = new Draws(new SplittableRandom(5));
    List<DatedHistory> dated = new ArrayList<>();
    List<CovariateGroups.Group<HistoryCells>> groups = new ArrayList<>();
    for (double web : List.of(0.0, 1.0)) {
      CovariateSeries series =
          CovariateSeries.of(new int[] {DatedCustomers.START}, new double[][] {{web}});
      DatedCovariateModel own =
          new DatedCovariateModel(
              name, truth.of(List.of(web)).parameters(), List.of(new Covariate("web", 0, 0, 0)));
      List<DatedHistory> some = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        some.add(
            DatedCustomers.draw(
                own, series, DatedCustomers.START + i % 100, DatedCustomers.START + 400, draws));
      }
      dated.addAll(some);
      groups.add(
          new CovariateGroups.Group<>(
              List.of(web), new DatedBase(List.of("web"), some).histories()));
    }
    FitOptions plain = FitOptions.withDefaults().withoutPriors();

    ModelFit<CovariateModel> byGroups =
        TransactionModels.fit(name, new CovariateGroups<>(List.of("web"), groups), plain);
    ModelFit<DatedCovariateModel> bySeries =
        TransactionModels.fit(name, new DatedBase(List.of("web"), dated), plain);

    assertThat(bySeries.logLikelihood()).isCloseTo(byGroups.logLikelihood(), within(1e-7));
    Covariate known = byGroups.model().orElseThrow().covariates().get(0);
    Covariate found = bySeries.model().orElseThrow().covariates().get(0);
    assertThat(found.mean()).isCloseTo(known.mean(), within(1e-12));
    assertThat(found.purchases()).isCloseTo(known.purchases(), within(1e-4));
    assertThat(found.dropout()).isCloseTo(known.dropout(), within(1e-4));
  }

  @Test
  void aCovariateThatNeverChanges_isLeftOutAndSaid() {
    DatedBase base = DatedCustomers.base(truth("mbg-nbd"), 300, 3, 300, 8);
    List<DatedHistory> more = new ArrayList<>();
    for (DatedHistory customer : base.customers()) {
      CovariateSeries old = customer.series();
      int[] from = new int[old.periods()];
      double[][] values = new double[from.length][];
      for (int p = 0; p < from.length; p++) {
        from[p] = old.from(p);
        values[p] = new double[] {7, old.value(p, 0)};
      }
      int[] days = new int[customer.frequency() + 1];
      for (int i = 0; i < days.length; i++) {
        days[i] = customer.day(i);
      }
      more.add(
          DatedHistory.of(CovariateSeries.of(from, values), days, days.length, customer.until()));
    }

    ModelFit<DatedCovariateModel> fit =
        TransactionModels.fit(
            "mbg-nbd", new DatedBase(List.of("same", "campaign"), more), FitOptions.withDefaults());

    assertThat(fit.findings()).extracting(Finding::kind).contains(Finding.Kind.SAME_COVARIATE);
    Covariate same = fit.model().orElseThrow().covariates().get(0);
    assertThat(same.purchases()).isZero();
    assertThat(same.mean()).isEqualTo(7);
    assertThat(fit.standardErrors()).doesNotContainKey("purchases:same");
  }

  @Test
  void fit_isTheSameOnOneThreadAndOnMany() {
    DatedBase base = DatedCustomers.base(truth("pareto-nbd"), 400, 40, 300, 8);

    ModelFit<DatedCovariateModel> many =
        TransactionModels.fit("pareto-nbd", base, FitOptions.withDefaults());
    ModelFit<DatedCovariateModel> one =
        TransactionModels.fit("pareto-nbd", base, FitOptions.withDefaults().sequential());

    assertThat(many.logLikelihood()).isEqualTo(one.logLikelihood());
    assertThat(many.model()).isEqualTo(one.model());
  }

  @Test
  void tooFewCustomers_areNotFitted() {
    DatedBase base = DatedCustomers.base(truth("mbg-nbd"), 6, 3, 300, 8);

    ModelFit<DatedCovariateModel> fit =
        TransactionModels.fit("mbg-nbd", base, FitOptions.withDefaults());

    assertThat(fit.status()).isEqualTo(FitStatus.FAILED);
    assertThat(fit.findings().get(0).kind()).isEqualTo(Finding.Kind.TOO_LITTLE_DATA);
  }
}
