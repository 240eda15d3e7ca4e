// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.GammaGamma;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models with the parameters of the CDNOW sample as the literature has them, times in days. */
final class Published {
  private static final double WEEK = 7;

  private static final Map<String, Map<String, Double>> WEEKS =
      Map.of(
          "nbd", Map.of("r", 0.385, "alpha", 12.072),
          "bg-nbd", Map.of("r", 0.243, "alpha", 4.414, "a", 0.793, "b", 2.426),
          "mbg-nbd", Map.of("r", 0.525, "alpha", 6.183, "a", 0.891, "b", 1.614),
          "pareto-nbd", Map.of("r", 0.553, "alpha", 10.578, "s", 0.606, "beta", 11.669));

  private static final List<String> TIMES = List.of("alpha", "beta");

  private Published() {}

  /** Returns the model whose customers a benchmark of a model draws. */
  static TransactionModel of(String name) {
    String known = WEEKS.containsKey(name) ? name : "pareto-nbd";
    Map<String, Double> days = new LinkedHashMap<>(WEEKS.getOrDefault(known, Map.of()));
    days.replaceAll((parameter, value) -> TIMES.contains(parameter) ? WEEK * value : value);
    return TransactionModels.of(known, days);
  }

  /** Returns what these customers spend. */
  static GammaGamma spend() {
    return GammaGamma.of(6.25, 3.74, 15.44);
  }
}
