// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.cohort;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.fit.ModelNames;
import io.perenne.analytics.fit.Purchases;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.period.Period;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.TableWriter;
import io.perenne.analytics.table.DecimalText;
import io.perenne.analytics.table.Table;
import io.perenne.analytics.task.Task;
import io.perenne.clv.cohort.CohortEstimate;
import io.perenne.clv.cohort.CohortModels;
import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.forecast.ParameterDraws;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Fits a model to each cohort of customers, each leaning on the others, and tabulates them. */
public final class CohortJob {
  private static final List<TableWriter.Column> COLUMNS =
      List.of(
          new TableWriter.Column("cohort", TableWriter.Type.VARCHAR),
          new TableWriter.Column("customers", TableWriter.Type.INTEGER),
          new TableWriter.Column("age", TableWriter.Type.INTEGER),
          new TableWriter.Column("period_start", TableWriter.Type.DATE),
          new TableWriter.Column("period_end", TableWriter.Type.DATE),
          new TableWriter.Column("active_customers", TableWriter.Type.INTEGER),
          new TableWriter.Column("purchases", TableWriter.Type.INTEGER),
          new TableWriter.Column("expected_purchases", TableWriter.Type.DOUBLE),
          new TableWriter.Column("revenue", TableWriter.Type.DOUBLE));

  private CohortJob() {}

  /**
   * Reads, fits and tabulates.
   *
   * @throws InputException if the files cannot be used, the model has no cohorts, or there are
   *     fewer than two of them
   */
  public static CohortTable run(CohortRequest request, Task task) {
    request
        .out()
        .ifPresent(
            out ->
                OutputGuard.reading(request.input().transactions().files()).require("--out", out));
    requireModel(request.model());
    Purchases purchases = Purchases.read(request.input(), request.lastDay(), task);
    Map<Integer, CohortTally> tallies = tallies(purchases, request);
    if (tallies.size() < 2) {
      throw new InputException(
          Problem.of(Texts.message("problem.cohorts.few"))
              .withWhere("--by")
              .withValue(request.by().toString())
              .withRemedy(Texts.message("problem.cohorts.few.remedy")));
    }
    task.cancellation().check();
    Map<String, HistoryCells> cells = new LinkedHashMap<>();
    tallies.values().forEach(tally -> cells.put(tally.name(), tally.cells()));
    FitOptions usual = FitOptions.withDefaults();
    CohortModels models =
        CohortModels.fit(request.model(), cells, request.priors() ? usual : usual.withoutPriors());
    CohortTable table = table(request, purchases, tallies, cells, models);
    request.out().ifPresent(out -> write(table, out, task));
    return table;
  }

  private static void requireModel(String model) {
    ModelNames.require("--model", List.of(model));
    if (TransactionModels.readsLogGaps(model)) {
      throw new InputException(
          Problem.of(Texts.message("problem.cohorts.model"))
              .withWhere("--model")
              .withValue(model)
              .withRemedy(Texts.message("problem.cohorts.model.remedy")));
    }
  }

  private static Map<Integer, CohortTally> tallies(Purchases purchases, CohortRequest request) {
    PurchaseLog log = purchases.log();
    LocalDate lastDay = purchases.lastDay();
    int customers = log.customersUntil(Math.toIntExact(lastDay.toEpochDay()));
    Map<Integer, CohortTally> tallies = new TreeMap<>();
    for (int c = 0; c < customers; c++) {
      LocalDate first = LocalDate.ofEpochDay(log.firstDay(c));
      tallies
          .computeIfAbsent(
              request.by().number(first), number -> new CohortTally(request.by(), first, lastDay))
          .add(log, c);
    }
    return tallies;
  }

  private static CohortTable table(
      CohortRequest request,
      Purchases purchases,
      Map<Integer, CohortTally> tallies,
      Map<String, HistoryCells> cells,
      CohortModels models) {
    int days = request.horizon().daysAfter(purchases.lastDay());
    if (models.newCohort().isEmpty()) {
      throw new InputException(
          Problem.of(Texts.message("problem.fit"))
              .withValue(models.pooled()::diagnosis)
              .withRemedy(Texts.message("problem.fit.remedy")));
    }
    List<CohortTable.Cohort> cohorts = new ArrayList<>();
    for (CohortTally tally : tallies.values()) {
      CohortEstimate estimate = Objects.requireNonNull(models.cohorts().get(tally.name()));
      HistoryCells histories = Objects.requireNonNull(cells.get(tally.name()));
      cohorts.add(tally.cohort(histories, estimate.model(), days));
    }
    ParameterDraws draws = ParameterDraws.of(models.newCohort().get());
    double tail = (1 - request.interval()) / 2;
    return new CohortTable(
        purchases.lastDay(),
        request.by(),
        models.newCohort().get().model().name(),
        days,
        purchases.log().priced(),
        cohorts,
        new CohortTable.NewCustomer(
            models.newCohort().get().model().expectedTransactions(days),
            draws.quantile(model -> model.expectedTransactions(days), tail),
            draws.quantile(model -> model.expectedTransactions(days), 1 - tail),
            request.interval()),
        notes(purchases, request.by(), models));
  }

  /** What a reader would take for a fact of the customers and is one of the records. */
  private static List<Message> notes(Purchases purchases, Period by, CohortModels models) {
    List<Message> notes = new ArrayList<>();
    LocalDate first = LocalDate.ofEpochDay(purchases.log().firstDay());
    LocalDate last = purchases.lastDay();
    notes.add(Texts.message("cohorts.first", by.label(first), first));
    if (!last.equals(by.end(last))) {
      notes.add(Texts.message("cohorts.partial", by.label(last), last));
    }
    if (Outlook.assumesDropout(last.toEpochDay() - first.toEpochDay() + 1.0)) {
      notes.add(Texts.message("cohorts.short"));
    }
    models.findings().stream().map(Finding::message).forEach(notes::add);
    return notes;
  }

  private static void write(CohortTable cohorts, Path out, Task task) {
    List<TableWriter.Column> columns =
        cohorts.priced() ? COLUMNS : COLUMNS.subList(0, COLUMNS.size() - 1);
    try (Table table = Table.of(out, columns, EngineOptions.forWriting(task))) {
      Table.Block rows = table.block();
      for (CohortTable.Cohort cohort : cohorts.cohorts()) {
        for (CohortTable.Age age : cohort.ages()) {
          rows.add(cohort.name())
              .add(cohort.customers())
              .add(age.age())
              .addDay(Math.toIntExact(age.from().toEpochDay()))
              .addDay(Math.toIntExact(age.to().toEpochDay()))
              .add(age.active())
              .add(age.purchases())
              .add(DecimalText.rounded(age.modelled()));
          if (cohorts.priced()) {
            rows.add(DecimalText.rounded(age.revenue()));
          }
          rows.end();
        }
      }
      table.append(rows);
      table.publish();
    }
  }
}
