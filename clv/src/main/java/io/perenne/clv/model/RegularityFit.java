// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Fits {@link ParetoCnbdMixture}: all k at first; then, without priors, those with less than one
 * customer leave if that costs no likelihood, so that the optimum is that of the whole range of
 * weights, 0 included.
 */
final class RegularityFit {

  private static final int COMMON = ParetoCnbdMixture.FIRST_WEIGHT;

  /** What leaving may cost: less than an optimum is exact to. */
  private static final double NOTHING = 1e-6;

  private static final TransactionModel NOBODY = ParetoNbd.of(1, 1, 1, 1);

  private RegularityFit() {}

  static ModelFit<TransactionModel> of(HistoryCells cells, FitOptions options) {
    ModelFit<TransactionModel> random = FamilyFit.of(new ParetoNbdFamily(), cells, options);
    if (random.model().isEmpty()) {
      // refused in the name of the mixture
      return random.findings().get(0).kind() == Finding.Kind.TOO_LITTLE_DATA
          ? FamilyFit.of(RegularityFamily.from(NOBODY), cells, options)
          : random;
    }
    TransactionModel paretoNbd = random.model().get();
    List<ModelFit<TransactionModel>> search = new ArrayList<>(List.of(random));
    if (!cells.logGapsApart() || !Regularity.gapsKnown(cells)) {
      RegularityFamily one = RegularityFamily.random(paretoNbd);
      ModelFit<TransactionModel> fit = FamilyFit.of(one, cells, options);
      search.add(fit);
      return fit.model().isEmpty() ? fit : normalised(search, one.kinds()).with(gapsUnknown(cells));
    }
    RegularityFamily family = RegularityFamily.from(paretoNbd);
    ModelFit<TransactionModel> best = FamilyFit.of(family, cells, options);
    search.add(best);
    if (best.model().isEmpty()) {
      return best;
    }
    while (!options.priors() && family.kinds().length > 1) {
      TransactionModel optimum = best.model().orElseThrow();
      int rarest = rarest(optimum, family.kinds());
      if (weight(optimum, rarest) * cells.customers() >= 1) {
        break;
      }
      RegularityFamily fewer = family.without(rarest, optimum);
      ModelFit<TransactionModel> next = FamilyFit.of(fewer, cells, options);
      if (next.model().isEmpty() || next.logLikelihood() < best.logLikelihood() - NOTHING) {
        break;
      }
      best = next;
      family = fewer;
      search.add(best);
    }
    return normalised(search, family.kinds());
  }

  private static double weight(TransactionModel model, int kind) {
    return model.parameters().getOrDefault(ParetoCnbdMixture.NAMES.get(COMMON + kind), 0.0);
  }

  private static int rarest(TransactionModel model, int[] kinds) {
    int rarest = kinds[0];
    for (int kind : kinds) {
      rarest = weight(model, kind) < weight(model, rarest) ? kind : rarest;
    }
    return rarest;
  }

  private static Finding gapsUnknown(HistoryCells cells) {
    return Finding.of(
        Finding.Kind.GAPS_UNKNOWN,
        cells.logGapsApart() ? "finding.gaps-unknown" : "finding.gaps-pooled");
  }

  /**
   * Returns the last fit of a search with the covariance of all parameters, where weights are
   * shares: only proportions were fitted, and d ln(w_i / sum) = d ln w_i - sum_j w_j d ln w_j.
   */
  private static ModelFit<TransactionModel> normalised(
      List<ModelFit<TransactionModel>> search, int... kinds) {
    ModelFit<TransactionModel> fit = search.get(search.size() - 1);
    TransactionModel model = fit.model().orElseThrow();
    int fitted = COMMON + kinds.length;
    double[][] jacobian = new double[ParetoCnbdMixture.NAMES.size()][fitted];
    for (int i = 0; i < COMMON; i++) {
      jacobian[i][i] = 1;
    }
    for (int i = 0; i < kinds.length; i++) {
      double[] row = jacobian[COMMON + kinds[i]];
      row[COMMON + i] = 1;
      for (int j = 0; j < kinds.length; j++) {
        row[COMMON + j] -= weight(model, kinds[j]);
      }
    }
    List<List<Double>> covariance = new ArrayList<>();
    for (double[] left : jacobian) {
      covariance.add(
          IntStream.range(0, jacobian.length)
              .mapToObj(j -> product(left, fit.logCovariance(), jacobian[j]))
              .toList());
    }
    Map<String, Double> errors = new LinkedHashMap<>();
    int i = 0;
    for (Map.Entry<String, Double> parameter : model.parameters().entrySet()) {
      double variance = covariance.get(i).get(i);
      errors.put(parameter.getKey(), parameter.getValue() * Math.sqrt(Math.max(0, variance)));
      i++;
    }
    return fit.with(
        errors,
        covariance,
        search.stream().mapToInt(ModelFit::iterations).sum(),
        search.stream().mapToInt(ModelFit::evaluations).sum());
  }

  private static double product(double[] left, List<List<Double>> middle, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < right.length; j++) {
        sum += left[i] * middle.get(i).get(j) * right[j];
      }
    }
    return sum;
  }
}
