// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import java.util.Locale;

/**
 * Fits one model to drawn customers in a fresh process: {@code FitTimes MODEL CUSTOMERS DAYS
 * TIMES}.
 *
 * <p>Prints the aggregation into cells, the first fit, which pays for compiling the code, the
 * median of later ones, and, to set a scale, one plain evaluation of the log-likelihood customer by
 * customer on one thread, which a fit by a general optimiser would need hundreds of times.
 */
final class FitTimes {
  private FitTimes() {}

  /** Measures. */
  public static void main(String[] args) {
    String name = args[0];
    int customers = Integer.parseInt(args[1]);
    int days = Integer.parseInt(args[2]);
    int times = Integer.parseInt(args[3]);
    TransactionModel truth = Published.of(name);
    Base base = Base.of(truth, Published.spend(), customers, days);
    HistoryCells[] cells = new HistoryCells[1];
    Timing aggregation =
        Timing.of(
            () -> {
              cells[0] = base.cells();
              return cells[0];
            });
    FitOptions options = FitOptions.withDefaults().withoutPriors();
    Timing first = Timing.of(() -> TransactionModels.fit(name, cells[0], options));
    Timing later = Timing.median(times, () -> TransactionModels.fit(name, cells[0], options));
    Timing plain = Timing.of(() -> plain(truth, base));
    ModelFit<TransactionModel> fit = TransactionModels.fit(name, cells[0], options);
    System.out.printf(
        Locale.ROOT,
        "%s %d %d %d %.3f %.3f %.3f %.3f %.3f %.0f %.3f %d %d%n",
        name,
        customers,
        days,
        cells[0].size(),
        aggregation.seconds(),
        first.seconds(),
        first.cpuSeconds(),
        later.seconds(),
        later.cpuSeconds(),
        later.allocatedMib(),
        plain.seconds(),
        fit.iterations(),
        fit.evaluations());
  }

  private static double plain(TransactionModel model, Base base) {
    double sum = 0;
    for (int i = 0; i < base.customers(); i++) {
      sum += model.logLikelihood(base.history(i));
    }
    return sum;
  }
}
