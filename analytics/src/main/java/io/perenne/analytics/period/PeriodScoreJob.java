// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.TableWriter;
import io.perenne.analytics.table.DecimalText;
import io.perenne.analytics.table.Table;
import io.perenne.analytics.task.Task;
import io.perenne.clv.contract.BetaDiscreteWeibull;
import io.perenne.clv.contract.BgBb;
import io.perenne.clv.contract.OpportunityHistory;
import io.perenne.clv.model.PurchaseCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Scores contracts, or customers with opportunities, and writes a row for each. */
public final class PeriodScoreJob {

  private static final List<TableWriter.Column> CONTRACTS =
      List.of(
          new TableWriter.Column("customer_id", TableWriter.Type.VARCHAR),
          new TableWriter.Column("periods", TableWriter.Type.INTEGER),
          new TableWriter.Column("renewal_probability", TableWriter.Type.DOUBLE),
          new TableWriter.Column("median_periods_left", TableWriter.Type.INTEGER),
          new TableWriter.Column("expected_renewals", TableWriter.Type.DOUBLE),
          new TableWriter.Column("discounted_renewals", TableWriter.Type.DOUBLE),
          new TableWriter.Column("value", TableWriter.Type.DOUBLE));

  private static final List<TableWriter.Column> OPPORTUNITIES =
      List.of(
          new TableWriter.Column("customer_id", TableWriter.Type.VARCHAR),
          new TableWriter.Column("customers", TableWriter.Type.INTEGER),
          new TableWriter.Column("frequency", TableWriter.Type.INTEGER),
          new TableWriter.Column("recency", TableWriter.Type.INTEGER),
          new TableWriter.Column("opportunities", TableWriter.Type.INTEGER),
          new TableWriter.Column("probability_alive", TableWriter.Type.DOUBLE),
          new TableWriter.Column("expected_purchases", TableWriter.Type.DOUBLE),
          new TableWriter.Column("purchases_low", TableWriter.Type.INTEGER),
          new TableWriter.Column("purchases_high", TableWriter.Type.INTEGER),
          new TableWriter.Column("discounted_purchases", TableWriter.Type.DOUBLE));

  /** No contract is looked at further ahead than this. */
  private static final int LONGEST = 10_000;

  private PeriodScoreJob() {}

  /**
   * Scores.
   *
   * @throws InputException if the files cannot be used, the horizon holds no period, or money that
   *     comes later is worth as much as money now
   */
  public static PeriodScoreSummary run(PeriodModel model, PeriodScoreRequest request, Task task) {
    OutputGuard guard = OutputGuard.ofHomes().and(request.input().table());
    request
        .input()
        .transactions()
        .map(purchases -> guard.and(purchases.transactions().files()))
        .orElse(guard)
        .require("--out", request.out());
    double yearly = request.input().configuration().valuation().discountRate();
    if (!(yearly > 0)) {
      throw new InputException(
          Problem.of(Texts.message("problem.period.rate"))
              .withWhere("discount-rate")
              .withValue("" + yearly)
              .withRemedy(Texts.message("problem.period.rate.remedy")));
    }
    int periods = model.period().within(request.horizon());
    if (periods < 1) {
      throw new InputException(
          Problem.of(Texts.message("problem.period.horizon", model.period().toString()))
              .withWhere("--horizon")
              .withValue(request.horizon().toString())
              .withRemedy(Texts.message("problem.period.horizon.remedy")));
    }
    Scale scale = new Scale(periods, model.period().rate(yearly), request.interval());
    return model.isOfContracts()
        ? contracts(model, request, scale, task)
        : opportunities(model, request, scale, task);
  }

  /**
   * How far ahead, and what later money is worth.
   *
   * @param rate d per period
   */
  private record Scale(int periods, double rate, double interval) {}

  private static PeriodScoreSummary contracts(
      PeriodModel fitted, PeriodScoreRequest request, Scale scale, Task task) {
    List<Contracts.Contract> contracts =
        Contracts.read(request.input().table().orElseThrow(), request.input().options());
    BetaDiscreteWeibull model = fitted.contracts();
    Map<Integer, Renewals> known = new HashMap<>();
    double expected = 0;
    double discounted = 0;
    try (Table table = open(request, CONTRACTS, task)) {
      Table.Block rows = table.block();
      for (Contracts.Contract contract : contracts) {
        Renewals to =
            contract.active()
                ? known.computeIfAbsent(contract.periods(), t -> Renewals.of(model, t, scale))
                : Renewals.NONE;
        expected += to.expected();
        discounted += contract.payment() * to.discounted();
        rows.add(contract.customer())
            .add(contract.periods())
            .add(DecimalText.rounded(to.next()))
            .add(to.median())
            .add(DecimalText.rounded(to.expected()))
            .add(DecimalText.rounded(to.discounted()))
            .add(DecimalText.rounded(contract.payment() * to.discounted()));
        rows.end();
      }
      table.append(rows);
      table.publish();
    }
    return new PeriodScoreSummary(
        contracts.size(), scale.periods(), fitted.period(), expected, discounted, List.of());
  }

  /**
   * What is to come of a contract.
   *
   * @param next the probability of the next renewal
   * @param median within how many periods more half of such contracts end
   * @param expected renewals within the horizon
   * @param discounted all renewals, the next one counted in full
   */
  private record Renewals(double next, int median, double expected, double discounted) {
    static final Renewals NONE = new Renewals(0, 0, 0, 0);

    static Renewals of(BetaDiscreteWeibull model, int periods, Scale scale) {
      double expected = 0;
      for (int ahead = 1; ahead <= scale.periods(); ahead++) {
        expected += model.survival(periods, ahead);
      }
      return new Renewals(
          model.retention(periods + 1),
          PeriodScoreJob.medianPeriodsLeft(model, periods),
          expected,
          model.discountedExpectedResidualLifetime(periods + 1, scale.rate()));
    }
  }

  /**
   * Returns within how many periods more half of the contracts of one age have ended; at most
   * 10,000.
   */
  public static int medianPeriodsLeft(BetaDiscreteWeibull model, int periods) {
    int low = 0;
    int high = 1;
    while (high < LONGEST && model.survival(periods, high) > 0.5) {
      low = high;
      high = Math.min(LONGEST, 2 * high);
    }
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (model.survival(periods, middle) > 0.5) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static PeriodScoreSummary opportunities(
      PeriodModel fitted, PeriodScoreRequest request, Scale scale, Task task) {
    Opportunities customers = PeriodFitJob.opportunities(request.input(), task);
    BgBb model = fitted.opportunities();
    Map<OpportunityHistory, Purchases> known = new HashMap<>();
    long count = 0;
    double expected = 0;
    double discounted = 0;
    try (Table table = open(request, OPPORTUNITIES, task)) {
      Table.Block rows = table.block();
      for (Opportunities.Row row : customers.rows()) {
        OpportunityHistory history = row.history();
        Purchases to = known.computeIfAbsent(history, h -> Purchases.of(model, h, scale));
        count += row.customers();
        expected += row.customers() * to.expected();
        discounted += row.customers() * to.discounted();
        rows.add(row.customer())
            .add(row.customers())
            .add(history.frequency())
            .add(history.recency())
            .add(history.opportunities())
            .add(DecimalText.rounded(to.alive()))
            .add(DecimalText.rounded(to.expected()))
            .add(to.least())
            .add(to.most())
            .add(DecimalText.rounded(to.discounted()));
        rows.end();
      }
      table.append(rows);
      table.publish();
    }
    return new PeriodScoreSummary(
        count, scale.periods(), fitted.period(), expected, discounted, customers.notes());
  }

  /**
   * What is to come of a customer, or of each of several with one history.
   *
   * @param alive the probability of being there at the next opportunity
   * @param expected purchases within the horizon
   * @param least the lower end of their interval
   * @param most the upper end
   * @param discounted all purchases, the next opportunity discounted once
   */
  private record Purchases(double alive, double expected, int least, int most, double discounted) {
    static Purchases of(BgBb model, OpportunityHistory history, Scale scale) {
      PurchaseCounts counts = model.purchaseCounts(history, scale.periods());
      PurchaseCounts.Interval interval = counts.interval(scale.interval());
      return new Purchases(
          model.probabilityAlive(history, 1),
          model.conditionalExpectedTransactions(history, scale.periods()),
          interval.low(),
          interval.high(),
          model.discountedExpectedResidualTransactions(history, scale.rate()));
    }
  }

  private static Table open(
      PeriodScoreRequest request, List<TableWriter.Column> columns, Task task) {
    return Table.of(request.out(), columns, EngineOptions.forWriting(task));
  }
}
