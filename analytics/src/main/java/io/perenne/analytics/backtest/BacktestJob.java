// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.covariates.CovariateTable;
import io.perenne.analytics.fit.ModelNames;
import io.perenne.analytics.fit.Purchases;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.Software;
import io.perenne.analytics.task.Task;
import io.perenne.clv.backtest.Backtest;
import io.perenne.clv.backtest.BacktestOptions;
import io.perenne.clv.backtest.BacktestReport;
import io.perenne.clv.backtest.ModelVariant;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.model.TransactionModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Backtests files of transactions and writes the report: JSON, CSV and a page. */
public final class BacktestJob {

  private BacktestJob() {}

  /**
   * Runs the backtest.
   *
   * @throws InputException if the files cannot be used or hold too short a history
   */
  public static BacktestReport run(BacktestRequest request, Task task) {
    List<String> models = request.models().isEmpty() ? TransactionModels.names() : request.models();
    ModelNames.require("--models", models);
    CovariateTable covariates =
        request
            .covariates()
            .map(
                file ->
                    CovariateTable.read(
                        file,
                        request.input().transactions().options(),
                        request.input().transactions().mapping()))
            .orElse(null);
    Purchases purchases = Purchases.read(request.input(), request.lastDay(), covariates, task);
    FitOptions fit = FitOptions.withDefaults();
    int horizon = request.horizon().daysBefore(purchases.lastDay());
    requireHistory(request, purchases, horizon);
    BacktestReport report =
        Backtest.run(
            purchases.log(),
            purchases.lastDay(),
            new BacktestOptions(
                variants(models, request),
                request.origins(),
                horizon,
                request.priors() ? fit : fit.withoutPriors(),
                request.input().spendBasis(),
                request.seed(),
                request.season().orElse(List.of())));
    task.cancellation().check();
    write(request, new BacktestDocument(1, report, purchases.files(), Software.describe()));
    return report;
  }

  /** Each model alone, then with what else may be known. */
  private static List<String> variants(List<String> models, BacktestRequest request) {
    Set<String> variants = new LinkedHashSet<>(models);
    for (String name : models) {
      boolean season = request.season().isPresent();
      boolean covariates = request.covariates().isPresent();
      if (season) {
        variants.add(new ModelVariant(name, true, false).name());
      }
      if (covariates) {
        variants.add(new ModelVariant(name, false, true).name());
      }
      if (season && covariates) {
        variants.add(new ModelVariant(name, true, true).name());
      }
    }
    return List.copyOf(variants);
  }

  private static void requireHistory(BacktestRequest request, Purchases purchases, int horizon) {
    if (Backtest.origins(purchases.log(), purchases.lastDay(), request.origins(), horizon)
        .isEmpty()) {
      throw new InputException(
          Problem.of("the history is too short for this horizon")
              .withWhere("--horizon")
              .withValue(request.horizon().toString())
              .withRemedy(
                  "give a shorter one: purchases are known from %s to %s"
                      .formatted(
                          LocalDate.ofEpochDay(purchases.log().firstDay()), purchases.lastDay())));
    }
  }

  private static void write(BacktestRequest request, BacktestDocument document) {
    Path folder = request.out();
    try {
      Files.createDirectories(folder);
      write(folder.resolve("backtest.json"), document.toJson());
      write(folder.resolve("backtest.csv"), AccuracyCsv.of(document.report()));
      write(folder.resolve("backtest.html"), BacktestPage.of(document, request.language()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    DurableFiles.write(file, text, Access.USUAL);
  }
}
