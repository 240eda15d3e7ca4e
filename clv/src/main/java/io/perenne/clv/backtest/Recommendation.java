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
      return new Recommendation(
          "",
          Words.of(
              "Ningún modelo se pudo ajustar en todos los cortes.",
              "No model could be fitted at every cut."));
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
            ? Words.of(
                "%1$s acierta el total mejor (desviación %2$+.1f %%) y en probabilidad no se"
                    + " distingue del mejor, %3$s (desviación %4$+.1f %%).",
                "%1$s is nearest in total (bias %2$+.1f %%), and in probability it cannot be told"
                    + " from the best, %3$s (bias %4$+.1f %%).",
                chosen.name(),
                100 * chosen.bias(),
                standings.get(0).name(),
                100 * standings.get(0).bias())
            : Words.of(
                "%1$s dio a lo que pasó la probabilidad más alta (%2$.4f nats por cliente) con una"
                    + " desviación total de %3$+.1f %%.",
                "%1$s gave what happened the highest probability (log score %2$.4f per customer),"
                    + " with a total bias of %3$+.1f %%.",
                chosen.name(),
                chosen.logScore(),
                100 * chosen.bias());
    return Words.join(first, others(chosen, standings));
  }

  private static Message others(Standing chosen, List<Standing> standings) {
    List<String> level =
        standings.stream()
            .filter(standing -> !standing.name().equals(chosen.name()) && standing.level())
            .map(Standing::name)
            .toList();
    if (standings.size() == 1) {
      return Words.of("No había otro modelo.", "There was no other model.");
    }
    return level.isEmpty()
        ? Words.of(
            "Los demás quedan atrás por más de dos errores típicos.",
            "All others are behind by more than two standard errors.")
        : Words.of(
            "No se distinguen de él por más que el azar: %1$s.",
            "Not told from it by more than chance: %1$s.", String.join(", ", level));
  }
}
