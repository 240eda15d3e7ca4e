// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.Diagnosis;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.MixtureDerivatives;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How BG/BB is fitted: every customer is alive or stopped at one of the silent opportunities. */
final class BgBbFit implements LogLikelihood {

  private final List<OpportunityHistory> cells;
  private final Map<OpportunityHistory, Double> customers;

  BgBbFit(Map<OpportunityHistory, Double> customers) {
    this.customers = customers;
    this.cells = new ArrayList<>(customers.keySet());
    cells.sort(
        Comparator.comparingInt(OpportunityHistory::frequency)
            .thenComparingInt(OpportunityHistory::recency)
            .thenComparingInt(OpportunityHistory::opportunities));
  }

  static ModelFit<BgBb> of(Map<OpportunityHistory, Double> customers, FitOptions options) {
    double total = 0;
    double purchases = 0;
    double opportunities = 0;
    BgBbFit likelihood = new BgBbFit(Map.copyOf(customers));
    for (OpportunityHistory cell : likelihood.cells) {
      double weight = Arguments.positive("customers", likelihood.weight(cell));
      total += weight;
      purchases += weight * cell.frequency();
      opportunities += weight * cell.opportunities();
    }
    if (total < options.minimumCustomers() || purchases < Math.max(1, options.minimumPurchases())) {
      return ModelFit.failed(
          total,
          likelihood.cells.size(),
          options.priors(),
          Finding.of(Finding.Kind.TOO_LITTLE_DATA, "finding.too-little-data.bg-bb"));
    }
    double share = Math.min(0.9, Math.max(0.02, purchases / opportunities));
    Fitter.Peak peak = Fitter.maximize(likelihood.problem(share, options));
    return peak.report(
        p -> BgBb.of(p[0], p[1], p[2], p[3]),
        total,
        likelihood.cells.size(),
        options.priors(),
        () -> Diagnosis.of(peak, BgBb.NAMES));
  }

  private FittingProblem problem(double share, FitOptions options) {
    List<Coordinate> coordinates =
        BgBb.NAMES.stream().map(name -> Coordinate.positive(name, 1)).toList();
    double alpha = 2 * share;
    double beta = 2 - alpha;
    List<double[]> starts =
        List.of(
            new double[] {alpha, beta, 0.6, 3},
            new double[] {alpha, beta, 2.4, 3},
            new double[] {alpha, beta, 0.15, 3});
    Penalty penalty =
        options.priors()
            ? Penalty.none()
                .withNormalDifference(0, 1, 0, 1.5)
                .withNormalLogSum(0, 1, 1, 1.2)
                .withNormalDifference(2, 3, -1, 1.5)
                .withNormalLogSum(2, 3, 1, 1.2)
            : Penalty.none();
    return new FittingProblem(coordinates, starts, penalty, List.of(() -> this));
  }

  private double weight(OpportunityHistory cell) {
    return customers.getOrDefault(cell, 0.0);
  }

  @Override
  public Derivatives at(double[] p) {
    double[] sums = new double[MixtureDerivatives.terms(4)];
    MixtureDerivatives mixture = new MixtureDerivatives(4);
    for (OpportunityHistory cell : cells) {
      int x = cell.frequency();
      int n = cell.opportunities();
      mixture.reset();
      addTerm(p, x, n, n, false, mixture);
      for (int t = cell.recency(); t < n; t++) {
        addTerm(p, x, t, t, true, mixture);
      }
      mixture.addTo(sums, weight(cell));
    }
    return MixtureDerivatives.unpacked(sums, 4);
  }

  /** Bought x times at the first opportunities, survived as many coins, then perhaps stopped. */
  private static void addTerm(
      double[] p, int x, int bought, int survived, boolean stops, MixtureDerivatives mixture) {
    Rising a = Rising.of(p[0], x);
    Rising b = Rising.of(p[1], bought - x);
    Rising ab = Rising.of(p[0] + p[1], bought);
    Rising d = Rising.of(p[3], survived);
    Rising gd = Rising.of(p[2] + p[3], survived + (stops ? 1 : 0));
    double logGamma = stops ? Math.log(p[2]) : 0;
    mixture.start(a.log() + b.log() - ab.log() + logGamma + d.log() - gd.log());
    mixture.gradient(0, a.first() - ab.first());
    mixture.gradient(1, b.first() - ab.first());
    mixture.gradient(2, (stops ? 1 / p[2] : 0) - gd.first());
    mixture.gradient(3, d.first() - gd.first());
    mixture.hessian(0, 0, a.second() - ab.second());
    mixture.hessian(0, 1, -ab.second());
    mixture.hessian(1, 1, b.second() - ab.second());
    mixture.hessian(2, 2, (stops ? -1 / (p[2] * p[2]) : 0) - gd.second());
    mixture.hessian(2, 3, -gd.second());
    mixture.hessian(3, 3, d.second() - gd.second());
    mixture.end();
  }

  /** ln of c (c + 1) ... (c + n - 1) with its derivatives by c. */
  private record Rising(double log, double first, double second) {

    static Rising of(double c, int n) {
      double log = 0;
      double first = 0;
      double second = 0;
      for (int i = 0; i < n; i++) {
        log += Math.log(c + i);
        first += 1 / (c + i);
        second -= 1 / ((c + i) * (c + i));
      }
      return new Rising(log, first, second);
    }
  }
}
