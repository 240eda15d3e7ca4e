// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.reading;

import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.config.Interval;
import io.perenne.analytics.config.LtvBasis;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.Facts;
import io.perenne.analytics.job.RunModels;
import io.perenne.analytics.job.RunReader;
import io.perenne.analytics.pipeline.TicketDayCode;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.spend.SpendModel;
import io.perenne.clv.value.HistoricValuation;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ResidualValuation;
import io.perenne.clv.value.RunRateValuation;
import io.perenne.engage.profile.IntervalRule;
import io.perenne.engage.profile.PublishedModel;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.engage.profile.Seen;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes of what a run has published what values customers at any instant. */
public final class PublishedModels {
  /** Before any ticket: an interval that starts here holds all history. */
  private static final LocalDate BEGINNING = LocalDate.of(1950, 1, 1);

  private static final RunDocument.Levels UNKNOWN = new RunDocument.Levels(null, 0, 0, null, null);

  private PublishedModels() {}

  /** Returns whose days a run counts in. */
  static ZoneId zone(RunDocument run) {
    return ConfigurationReader.read(run.configuration()).timeZone();
  }

  /**
   * Returns the model of a run. A run of an earlier version does not tell price levels and refunds;
   * by it customers are valued at the prices they paid.
   */
  public static PublishedModel of(RunDocument run) {
    RunConfiguration configuration = ConfigurationReader.read(run.configuration());
    RunDocument.Model model = run.model();
    RunDocument.Levels levels = model.levels() == null ? UNKNOWN : model.levels();
    RunModels models = new RunModels(run);
    Horizon horizon = new Horizon(model.horizonDays(), model.dailyDiscountRate());
    SpendModel spend = spend(model.spend(), levels);
    return new PublishedModel(
        run.runId(),
        run.referenceDate(),
        seen(run),
        configuration.timeZone(),
        Optional.of(configuration.currency().getCurrencyCode()),
        interval(configuration.interval()),
        configuration.model().firstPurchaseSpend() ? SpendDays.ALL : SpendDays.REPEATED,
        configuration.tickets().linkRefunds(),
        horizon,
        models.purchases(),
        spend,
        otherwise(levels, spend, horizon),
        models.states(),
        prices(levels.prices()),
        new RefundShare(levels.refundRate(), levels.refundStrength()),
        margin(run, configuration),
        run.thresholds());
  }

  /** A run of files alone began to read them when it began. */
  private static Seen seen(RunDocument run) {
    OptionalLong position = run.lastEvent();
    return position.isPresent()
        ? Seen.upTo(run.startedAt(), position.getAsLong())
        : Seen.before(run.startedAt());
  }

  private static SpendModel spend(RunDocument.@Nullable Fit fit, RunDocument.Levels levels) {
    if (fit != null && !fit.parameters().isEmpty()) {
      return GammaGamma.of(fit.parameters());
    }
    return new AverageSpend(levels.meanSpend() == null ? 0 : levels.meanSpend());
  }

  private static ResidualValuation otherwise(
      RunDocument.Levels levels, SpendModel spend, Horizon horizon) {
    return levels.meanRate() == null || levels.meanRate() == 0
        ? new HistoricValuation(horizon)
        : RunRateValuation.of(levels.meanRate(), spend, horizon);
  }

  private static PriceLevel prices(RunDocument.@Nullable Prices prices) {
    return prices == null
        ? PriceLevel.constant()
        : PriceLevel.of(Math.toIntExact(prices.lastDay().toEpochDay()), prices.knots());
  }

  private static IntervalRule interval(Interval interval) {
    if (interval instanceof Interval.Months months) {
      return IntervalRule.ofMonths(months.months());
    }
    return IntervalRule.since(interval instanceof Interval.Since since ? since.start() : BEGINNING);
  }

  private static PublishedModel.Margin margin(RunDocument run, RunConfiguration configuration) {
    RunDocument.Margin margin = run.margin();
    return margin == null
        ? PublishedModel.Margin.none()
        : new PublishedModel.Margin(
            configuration.valuation().basis() == LtvBasis.MARGIN,
            margin.known(),
            margin.rate(),
            configuration.valuation().marginRate());
  }

  private static final String NUMBERS = "purchases-2";

  /**
   * Returns what a run knows of a customer's purchases; empty if it does not know the customer. The
   * first question reads those of everybody once.
   */
  public static Optional<PurchaseBase> base(RunReader run, String customerId) {
    return run.facts(NUMBERS, PURCHASES, DAYS, customerId).map(PublishedModels::base);
  }

  /** The column of the days of a customer's tickets. */
  private static final String DAYS = "ticket_days";

  /** What a run publishes of a customer's purchases, as {@link #base} reads it. */
  private static final List<String> PURCHASES =
      List.of(
          "purchase_days",
          "interval_purchase_days",
          "first_micros",
          "last_micros",
          "gap_sum",
          "gap_count",
          "known_value",
          "spend",
          "monetary_value",
          "FREQ_VALUE",
          "kept_share",
          "price_factor",
          "log_gaps");

  /**
   * Returns what a run published of a customer's purchases.
   *
   * @param facts the values of {@link #PURCHASES}, in their order, and that of {@link #DAYS}. All
   *     numbers are whole below 2<sup>53</sup>, or doubles, so none is rounded
   */
  static PurchaseBase base(Facts facts) {
    return new PurchaseBase(
        (int) whole(facts.number(0)),
        (int) whole(facts.number(1)),
        whole(facts.number(2)),
        whole(facts.number(3)),
        whole(facts.number(4)),
        (int) whole(facts.number(5)),
        whole(facts.number(6)),
        whole(facts.number(7)),
        whole(facts.number(8)),
        (int) whole(facts.number(9)),
        or(facts.number(10), 1),
        or(facts.number(11), 1),
        or(facts.number(12), 0),
        facts.text().map(TicketDayCode::read));
  }

  /**
   * Returns what a run published of a customer's purchases.
   *
   * @param row the values of the customer by column, as texts; an absent one is empty
   */
  static PurchaseBase base(Map<String, String> row) {
    double[] numbers =
        PURCHASES.stream()
            .map(column -> row.getOrDefault(column, ""))
            .mapToDouble(text -> text.isEmpty() ? Double.NaN : Double.parseDouble(text))
            .toArray();
    return base(new Facts(numbers, Optional.ofNullable(row.get(DAYS))));
  }

  private static long whole(double number) {
    return Double.isNaN(number) ? 0 : (long) number;
  }

  private static double or(double number, double otherwise) {
    return Double.isNaN(number) ? otherwise : number;
  }
}
