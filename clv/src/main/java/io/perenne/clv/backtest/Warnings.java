// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a backtest gives reason to be careful about. */
final class Warnings {
  /**
   * The 0.1 % point of Kolmogorov's distribution: chance rarely goes further than this / sqrt(n).
   */
  private static final double KOLMOGOROV = 1.949;

  /** A distance that matters, however many customers there are to prove it. */
  private static final double NOTICEABLE_DISTANCE = 0.02;

  private static final double COVERAGE_TOLERANCE = 0.02;
  private static final double CHANGE_OF_BIAS = 0.15;

  private Warnings() {}

  static List<Message> of(BacktestOptions options, List<OriginResult> origins, String model) {
    List<Message> warnings = new ArrayList<>();
    if (origins.size() < options.origins()) {
      warnings.add(Message.of("backtest.fewer-cuts", origins.size(), options.origins()));
    }
    if (model.isEmpty()) {
      return warnings;
    }
    List<Double> biases = new ArrayList<>();
    for (OriginResult origin : origins) {
      CandidateResult result = origin.candidate(model);
      result.purchases().ifPresent(purchases -> biases.add(purchases.bias()));
      result
          .purchases()
          .filter(purchases -> Math.abs(purchases.bias()) > Recommendation.WANTED_BIAS)
          .ifPresent(purchases -> warnings.add(bias(origin, purchases)));
      result
          .distribution()
          .ifPresent(
              distribution -> {
                distance(origin, distribution).ifPresent(warnings::add);
                coverage(origin, distribution).ifPresent(warnings::add);
              });
    }
    drift(biases).ifPresent(warnings::add);
    return warnings;
  }

  private static Message bias(OriginResult origin, PointAccuracy purchases) {
    return Message.of(
        "backtest.bias",
        origin.origin(),
        purchases.expected(),
        purchases.actual(),
        100 * purchases.bias());
  }

  private static Optional<Message> distance(OriginResult origin, DistributionAccuracy accuracy) {
    double chance = KOLMOGOROV / Math.sqrt(origin.customers());
    return accuracy.pitDistance() > Math.max(chance, NOTICEABLE_DISTANCE)
        ? Optional.of(
            Message.of("backtest.distance", origin.origin(), accuracy.pitDistance(), chance))
        : Optional.empty();
  }

  private static Optional<Message> coverage(OriginResult origin, DistributionAccuracy accuracy) {
    return accuracy.intervals().stream()
        .filter(interval -> interval.probability() == 0.9)
        .filter(
            interval -> Math.abs(interval.covered() - interval.probability()) > COVERAGE_TOLERANCE)
        .map(interval -> Message.of("backtest.coverage", origin.origin(), 100 * interval.covered()))
        .findFirst();
  }

  private static Optional<Message> drift(List<Double> biases) {
    double lowest = biases.stream().mapToDouble(b -> b).min().orElse(0);
    double highest = biases.stream().mapToDouble(b -> b).max().orElse(0);
    return highest - lowest > CHANGE_OF_BIAS
        ? Optional.of(Message.of("backtest.drift", 100 * lowest, 100 * highest))
        : Optional.empty();
  }
}
