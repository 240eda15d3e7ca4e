// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.FitOptions;
import io.perenne.clv.segment.Message;
import java.time.LocalDate;
import java.util.List;

/**
 * Chooses a model by backtest when the data are large enough for one.
 *
 * <p>The work is bounded by a number of customers rather than by a clock, so that the same data
 * give the same choice on any machine: a sample spread evenly over the days of acquisition is cut
 * twice.
 */
public final class ModelSelector {

  /** The model where a backtest would tell nothing. */
  public static final String USUAL = "mbg-nbd";

  /** Beyond this many customers a sample tells as much. */
  public static final int MOST_CUSTOMERS = 10_000;

  private static final List<String> CANDIDATES =
      List.of("mbg-nbd", "bg-nbd", "pareto-nbd", "mbg-cnbd");

  private static final int CUTS = 2;
  private static final int LONGEST_HORIZON = 182;
  private static final int SHORTEST_HORIZON = 28;
  private static final int LEAST_CUSTOMERS = 500;
  private static final int LEAST_PURCHASES = 200;
  private static final long SEED = 1;

  private ModelSelector() {}

  /**
   * A choice.
   *
   * @param model the model
   * @param backtested whether a backtest chose it
   * @param reason why, in a few sentences
   */
  public record Selection(String model, boolean backtested, Message reason) {}

  /** Returns the choice where there is too little to choose by. */
  public static Selection usual() {
    return new Selection(
        USUAL,
        false,
        Words.of(
            "%1$s, el modelo habitual: hay muy pocos datos para elegir por backtest.",
            "%1$s, the usual model: too little data to choose by backtest.", USUAL));
  }

  /**
   * Chooses.
   *
   * @param log the purchases; only a sample of them if there are many
   * @param lastDay the last day that may be known
   */
  public static Selection select(PurchaseLog log, LocalDate lastDay, FitOptions fit) {
    int last = Math.toIntExact(lastDay.toEpochDay());
    PurchaseLog sample = log.sample(last, MOST_CUSTOMERS);
    int horizon = Math.min(LONGEST_HORIZON, (last - sample.firstDay()) / 4);
    List<LocalDate> origins =
        horizon < SHORTEST_HORIZON ? List.of() : Backtest.origins(sample, lastDay, CUTS, horizon);
    if (origins.isEmpty() || !large(sample, origins.get(0), horizon)) {
      return usual();
    }
    BacktestReport report =
        Backtest.run(
            sample,
            lastDay,
            new BacktestOptions(CANDIDATES, CUTS, horizon, fit, SpendBasis.PAID, SEED));
    Recommendation choice = report.recommendation();
    if (choice.model().isEmpty()) {
      return new Selection(USUAL, false, choice.reason());
    }
    Message scope =
        Words.of(
            "Backtest con %1$,d clientes, %2$d cortes, %3$d días cada uno.",
            "Backtest with %1$,d customers, %2$d cuts, %3$d days each.",
            sample.customers(),
            report.origins().size(),
            horizon);
    return new Selection(choice.model(), true, Words.join(choice.reason(), scope));
  }

  /** Whether the earliest cut knows enough customers, who then buy enough. */
  private static boolean large(PurchaseLog log, LocalDate origin, int horizon) {
    int day = Math.toIntExact(origin.toEpochDay());
    int customers = log.customersUntil(day);
    int repeats = 0;
    int later = 0;
    for (int c = 0; c < customers; c++) {
      int end = log.endUntil(c, day);
      repeats += end - log.start(c) - 1;
      later += log.endUntil(c, day + horizon) - end;
    }
    return customers >= LEAST_CUSTOMERS && repeats >= LEAST_PURCHASES && later >= LEAST_PURCHASES;
  }
}
