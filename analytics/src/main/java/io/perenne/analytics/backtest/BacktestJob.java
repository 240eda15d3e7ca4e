// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.covariates.CovariateFile;
import io.perenne.analytics.covariates.CustomerCovariates;
import io.perenne.analytics.covariates.SeriesTable;
import io.perenne.analytics.fit.ModelNames;
import io.perenne.analytics.fit.Purchases;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.OutputGuard;
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

  private static final String DOCUMENT = "backtest.json";
  private static final String TABLE = "backtest.csv";
  private static final String PAGE = "backtest.html";
  private static final List<String> FILES = List.of(DOCUMENT, TABLE, PAGE);

  private BacktestJob() {}

  /**
   * Runs the backtest.
   *
   * @throws InputException if the files cannot be used or hold too short a history
   */
  public static BacktestReport run(BacktestRequest request, Task task) {
    List<String> models = request.models().isEmpty() ? TransactionModels.names() : request.models();
    ModelNames.require("--models", models);
    requireOutput(request);
    CustomerCovariates covariates =
        request
            .covariates()
            .map(
                file ->
                    CovariateFile.read(
                        file,
                        request.input().transactions().options(),
                        request.input().transactions().mapping()))
            .orElse(null);
    if (covariates instanceof SeriesTable) {
      throw new InputException(
          Problem.of(Texts.message("problem.covariates.dated.backtest"))
              .withWhere(covariates.file().toString())
              .withRemedy(Texts.message("problem.covariates.dated.backtest.remedy")));
    }
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

  private static void requireOutput(BacktestRequest request) {
    OutputGuard guard =
        OutputGuard.reading(request.input().transactions().files()).and(request.covariates());
    FILES.forEach(file -> guard.require("--out", request.out().resolve(file)));
    if (Files.exists(request.out()) && !Files.isDirectory(request.out())) {
      throw new InputException(
          Problem.of(Texts.message("problem.output.file"))
              .withWhere("--out")
              .withValue(request.out().toString())
              .withRemedy(Texts.message("problem.output.folder-remedy")));
    }
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
          Problem.of(Texts.message("problem.history-too-short"))
              .withWhere("--horizon")
              .withValue(request.horizon().toString())
              .withRemedy(
                  Texts.message(
                      "problem.history-too-short.remedy",
                      LocalDate.ofEpochDay(purchases.log().firstDay()),
                      purchases.lastDay())));
    }
  }

  private static void write(BacktestRequest request, BacktestDocument document) {
    Path folder = request.out();
    try {
      Files.createDirectories(folder);
      write(folder.resolve(DOCUMENT), document.toJson());
      write(folder.resolve(TABLE), AccuracyCsv.of(document.report()));
      write(folder.resolve(PAGE), BacktestPage.of(document, request.language()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    DurableFiles.write(file, text, Access.USUAL);
  }
}
