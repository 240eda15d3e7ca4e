// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.covariates.CovariateFile;
import io.perenne.analytics.covariates.CovariateTable;
import io.perenne.analytics.covariates.CustomerCovariates;
import io.perenne.analytics.covariates.SeriesTable;
import io.perenne.analytics.covariates.UnlistedCustomers;
import io.perenne.analytics.fit.FittedCovariates;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedOutlook;
import io.perenne.analytics.fit.FittedSpend;
import io.perenne.analytics.fit.Purchases;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.PurchaseDays;
import io.perenne.analytics.pipeline.PurchaseReader;
import io.perenne.analytics.pipeline.PurchaseSink;
import io.perenne.analytics.pipeline.TableWriter;
import io.perenne.analytics.table.DecimalText;
import io.perenne.analytics.table.Table;
import io.perenne.analytics.task.Task;
import io.perenne.clv.forecast.TotalError;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** Scores every customer in files of transactions with a fitted model. */
public final class ScoreJob {

  private static final List<TableWriter.Column> COUNTS =
      List.of(
          new TableWriter.Column("customer_id", TableWriter.Type.VARCHAR),
          new TableWriter.Column("first_purchase", TableWriter.Type.DATE),
          new TableWriter.Column("last_purchase", TableWriter.Type.DATE),
          new TableWriter.Column("frequency", TableWriter.Type.INTEGER),
          new TableWriter.Column("recency_days", TableWriter.Type.INTEGER),
          new TableWriter.Column("age_days", TableWriter.Type.INTEGER),
          new TableWriter.Column("probability_alive", TableWriter.Type.DOUBLE),
          new TableWriter.Column("expected_purchases", TableWriter.Type.DOUBLE),
          new TableWriter.Column("purchases_low", TableWriter.Type.INTEGER),
          new TableWriter.Column("purchases_high", TableWriter.Type.INTEGER));

  private static final List<TableWriter.Column> MONEY =
      List.of(
          new TableWriter.Column("expected_purchase_value", TableWriter.Type.DOUBLE),
          new TableWriter.Column("expected_revenue", TableWriter.Type.DOUBLE),
          new TableWriter.Column("revenue_low", TableWriter.Type.DOUBLE),
          new TableWriter.Column("revenue_high", TableWriter.Type.DOUBLE));

  private static final List<TableWriter.Column> NEXT =
      List.of(
          new TableWriter.Column("purchase_probability", TableWriter.Type.DOUBLE),
          new TableWriter.Column("next_purchase", TableWriter.Type.DATE),
          new TableWriter.Column("next_purchase_low", TableWriter.Type.DATE),
          new TableWriter.Column("next_purchase_high", TableWriter.Type.DATE));

  private ScoreJob() {}

  /**
   * Scores.
   *
   * @throws InputException if the files cannot be used
   */
  public static ScoreSummary run(FittedModel model, ScoreRequest request, Task task) {
    OutputGuard.reading(request.input().transactions().files())
        .and(request.covariates())
        .require("--out", request.out());
    CustomerCovariates covariates = covariates(model, request);
    try (PurchaseReader reader = PurchaseReader.open(request.input(), task)) {
      boolean money = model.spend() != null && reader.priced();
      if (model.spend() != null && !reader.priced()) {
        throw new InputException(
            Problem.of(Texts.message("problem.score.no-amounts"))
                .withWhere(String.join(", ", request.input().transactions().paths()))
                .withRemedy(Texts.message("problem.score.no-amounts.remedy")));
      }
      LocalDate asOf = request.lastDay().of(reader);
      int days = request.horizon().daysAfter(asOf);
      try (Table table =
          Table.of(request.out(), columns(model, money), EngineOptions.forWriting(task))) {
        OperationalClock clock = model.clock();
        int today = Math.toIntExact(asOf.toEpochDay());
        double ahead = clock.between(today, today + days);
        Scorers scorers = new Scorers(model, ahead, request.interval());
        DatedScorer dated =
            model.dated().map(m -> DatedScorer.of(model, m, days, request.interval())).orElse(null);
        NextPurchases next =
            dated == null
                ? new NextPurchases(scorers, model, asOf, days, request.interval())
                : null;
        Sink sink = new Sink(model, scorers, dated, next, covariates, asOf, table, task);
        Purchases.requireReadable(reader.readInOrder(asOf, sink), request.input());
        sink.flush();
        table.publish();
        ScoreSums sums = sink.sums;
        ScoreTotals totals =
            new ScoreTotals(model, sums, sink.sample.kept(), ahead / model.unit().days());
        return new ScoreSummary(
            asOf,
            days,
            sums.customers(),
            sums.alive(),
            sums.purchases(),
            money ? sums.revenue() : 0,
            request.interval(),
            totals.purchases(),
            totals.revenue(),
            sink.notes(days));
      }
    }
  }

  /** The covariates that the model knows, read as in its fit. */
  private static @Nullable CustomerCovariates covariates(FittedModel model, ScoreRequest request) {
    FittedCovariates known = model.covariates();
    if (known == null && request.covariates().isEmpty()) {
      return null;
    }
    if (known == null) {
      throw new InputException(
          Problem.of(Texts.message("problem.score.no-covariates"))
              .withWhere("--covariates")
              .withRemedy(Texts.message("problem.score.no-covariates.remedy")));
    }
    Path file =
        request
            .covariates()
            .orElseThrow(
                () ->
                    new InputException(
                        Problem.of(Texts.message("problem.score.covariates"))
                            .withValue(String.join(", ", known.columns()))
                            .withRemedy(Texts.message("problem.score.covariates.remedy"))));
    if (known.dated() != null) {
      return CovariateFile.read(
          file,
          request.input().transactions().options(),
          request.input().transactions().mapping(),
          known.dated());
    }
    return CovariateTable.read(
        file,
        request.input().transactions().options(),
        request.input().transactions().mapping(),
        known.design());
  }

  /** Of covariates with dates no next purchase is known: what they will be then is not. */
  private static List<TableWriter.Column> columns(FittedModel model, boolean money) {
    List<TableWriter.Column> columns = new ArrayList<>(COUNTS);
    if (money) {
      columns.addAll(MONEY);
    }
    if (model.dated().isEmpty()) {
      columns.addAll(NEXT);
    }
    return columns;
  }

  /** A customer as read. */
  private record Customer(
      String id,
      int firstDay,
      int lastDay,
      PurchaseHistory history,
      SpendHistory spend,
      List<Double> covariates,
      @Nullable DatedHistory dated,
      double kept) {}

  /**
   * Collects customers into batches, which other threads score and turn into rows while more
   * customers are read, and writes the batches in order.
   */
  private static final class Sink implements PurchaseSink {
    private static final int BATCH = 2048;
    private static final int MOST_WAITING = 4;

    private final FittedModel model;
    private final Scorers scorers;
    private final @Nullable DatedScorer datedScorer;
    private final @Nullable NextPurchases next;
    private final OperationalClock clock;
    private final PriceLevel prices;
    private final @Nullable CustomerCovariates covariates;
    private final List<List<Double>> patterns;
    private final int asOf;
    private final SpendBasis basis;
    private final boolean money;
    private final Table table;
    private final Task task;
    private final Queue<ForkJoinTask<ScoredBatch>> waiting = new ArrayDeque<>();
    private List<Customer> batch = new ArrayList<>(BATCH);
    private ScoreSums sums = ScoreSums.NONE;
    private final EvenSample<TotalError.Customer> sample = new EvenSample<>();
    private final UnlistedCustomers.Count strangers = new UnlistedCustomers.Count();

    Sink(
        FittedModel model,
        Scorers scorers,
        @Nullable DatedScorer datedScorer,
        @Nullable NextPurchases next,
        @Nullable CustomerCovariates covariates,
        LocalDate asOf,
        Table table,
        Task task) {
      FittedSpend spend = model.spend();
      this.model = model;
      this.scorers = scorers;
      this.datedScorer = datedScorer;
      this.next = next;
      this.clock = model.clock();
      FittedOutlook outlook = model.outlook();
      this.prices = outlook == null ? PriceLevel.constant() : outlook.priceLevel();
      this.covariates = covariates;
      this.patterns =
          covariates instanceof CovariateTable fixed ? fixed.patterns() : List.of(List.of());
      this.asOf = Math.toIntExact(asOf.toEpochDay());
      this.money = spend != null;
      this.basis = spend == null ? SpendBasis.PAID : spend.basis();
      this.table = table;
      this.task = task;
    }

    @Override
    public void accept(String customer, PurchaseDays purchaseDays) {
      int[] days = purchaseDays.days();
      int count = purchaseDays.count();
      int first = days[0];
      int last = days[count - 1];
      double logGaps = 0;
      for (int i = 1; i < count; i++) {
        logGaps += Math.log(clock.between(days[i - 1], days[i]));
      }
      PurchaseHistory history =
          new PurchaseHistory(
              count - 1, clock.between(first, last), clock.between(first, asOf), logGaps);
      SpendHistory spend = money ? basis.spend(today(purchaseDays), 0, count) : SpendHistory.none();
      double paid = 0;
      for (int i = 0; i < count; i++) {
        paid += purchaseDays.values()[i];
      }
      int pattern = covariates == null ? 0 : strangers.pattern(covariates, customer);
      if (covariates != null && !covariates.reaches(customer, pattern, first)) {
        return; // refused at the end, when all such customers are known
      }
      sample.add(() -> new TotalError.Customer(scorers.inUnits(history), spend));
      batch.add(
          new Customer(
              customer,
              first,
              last,
              history,
              spend,
              patterns.get(covariates instanceof SeriesTable ? 0 : pattern),
              covariates instanceof SeriesTable series
                  ? DatedHistory.of(series.series(pattern), days, count, asOf)
                  : null,
              model.kept(paid, purchaseDays.refunded())));
      if (batch.size() == BATCH) {
        submit();
      }
    }

    /** Returns what was paid at the prices of today. */
    private double[] today(PurchaseDays purchases) {
      if (prices.isConstant()) {
        return purchases.values();
      }
      double factor = prices.factor(purchases.days(), purchases.count());
      double[] today = new double[purchases.count()];
      Arrays.setAll(today, i -> purchases.values()[i] * factor);
      return today;
    }

    private void submit() {
      task.cancellation().check();
      List<Customer> full = batch;
      batch = new ArrayList<>(BATCH);
      waiting.add(task.workers().submit(() -> scored(full)));
      if (waiting.size() > MOST_WAITING) {
        write();
      }
    }

    void flush() {
      if (covariates != null) {
        strangers.requireSome(covariates);
        covariates.requireReach();
      }
      submit();
      while (!waiting.isEmpty()) {
        write();
      }
    }

    private void write() {
      ScoredBatch oldest = waiting.remove().join();
      table.append(oldest.rows());
      sums = sums.plus(oldest.sums());
    }

    private ScoredBatch scored(List<Customer> some) {
      Scorer.Score[] scores = new Scorer.Score[some.size()];
      Scorers.alike(some, Customer::covariates)
          .forEach(
              (kind, places) -> {
                for (int place : places) {
                  scores[place] = score(kind, some.get(place));
                }
              });
      Table.Block rows = table.block();
      for (int i = 0; i < scores.length; i++) {
        add(some.get(i), scores[i], rows);
      }
      return new ScoredBatch(rows, ScoreSums.of(List.of(scores)));
    }

    private Scorer.Score score(List<Double> kind, Customer customer) {
      DatedHistory dated = customer.dated();
      DatedScorer scorer = datedScorer;
      return dated != null && scorer != null
          ? scorer.score(dated, customer.spend()).kept(customer.kept())
          : scorers.score(
              kind, customer.firstDay(), customer.history(), customer.spend(), customer.kept());
    }

    private void add(Customer customer, Scorer.Score score, Table.Block rows) {
      PurchaseHistory history = customer.history();
      rows.add(customer.id())
          .addDay(customer.firstDay())
          .addDay(customer.lastDay())
          .add(history.frequency())
          .add(customer.lastDay() - customer.firstDay())
          .add(asOf - customer.firstDay())
          .add(DecimalText.rounded(score.alive()))
          .add(DecimalText.rounded(score.purchases()))
          .add(score.leastPurchases())
          .add(score.mostPurchases());
      if (money) {
        rows.add(DecimalText.rounded(score.value()))
            .add(DecimalText.rounded(score.revenue()))
            .add(DecimalText.rounded(score.leastRevenue()))
            .add(DecimalText.rounded(score.mostRevenue()));
      }
      if (next != null) {
        next.add(customer.covariates(), customer.firstDay(), history, rows);
      }
      rows.end();
    }

    List<Message> notes(int days) {
      if (covariates == null) {
        return List.of();
      }
      List<Message> notes = new ArrayList<>(covariates.notes());
      notes.addAll(strangers.requireSome(covariates).notes(covariates));
      if (covariates instanceof SeriesTable series) {
        notes.addAll(series.heldNotes(asOf, asOf + days));
      }
      return notes;
    }
  }
}
