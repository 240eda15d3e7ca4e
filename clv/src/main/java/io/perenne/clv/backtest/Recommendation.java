// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.words.Message;
import java.util.Comparator;
import java.util.List;

/**
 * Which model to use and why.
 *
 * @param model the model; empty if none could be fitted at every cut
 * @param reason a few sentences
 */
public record Recommendation(String model, Message reason) {

  /** Totals further off than this call for care. */
  static final double WANTED_BIAS = 0.10;

  /**
   * Chooses the lowest log score, a proper score that only the true distribution minimises. If its
   * total is off by more than a tenth, the model with the least bias among those that chance alone
   * may have put behind it.
   */
  static Recommendation of(List<Standing> standings) {
    if (standings.isEmpty()) {
      return new Recommendation("", Message.of("recommendation.none"));
    }
    Standing best = standings.get(0);
    if (Math.abs(best.bias()) <= WANTED_BIAS) {
      return new Recommendation(best.name(), reason(best, standings, false));
    }
    Standing chosen =
        standings.stream()
            .filter(Standing::level)
            .min(Comparator.comparingDouble(standing -> Math.abs(standing.bias())))
            .orElse(best);
    return new Recommendation(
        chosen.name(), reason(chosen, standings, !chosen.name().equals(best.name())));
  }

  private static Message reason(Standing chosen, List<Standing> standings, boolean forBias) {
    Message first =
        forBias
            ? Message.of(
                "recommendation.nearest-total",
                chosen.name(),
                100 * chosen.bias(),
                standings.get(0).name(),
                100 * standings.get(0).bias())
            : Message.of(
                "recommendation.best-score", chosen.name(), chosen.logScore(), 100 * chosen.bias());
    return first.then(others(chosen, standings));
  }

  private static Message others(Standing chosen, List<Standing> standings) {
    List<String> level =
        standings.stream()
            .filter(standing -> !standing.name().equals(chosen.name()) && standing.level())
            .map(Standing::name)
            .toList();
    if (standings.size() == 1) {
      return Message.of("recommendation.no-other");
    }
    return level.isEmpty()
        ? Message.of("recommendation.others-behind")
        : Message.of("recommendation.level", level);
  }
}
