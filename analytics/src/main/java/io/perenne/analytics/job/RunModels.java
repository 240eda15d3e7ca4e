// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.forecast.NextPurchase;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.Arrivals;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.outlook.OutlookModels;
import io.perenne.clv.outlook.StateFactors;
import io.perenne.clv.segment.CustomerActivity;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import io.perenne.clv.value.ResidualValuation;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of a run, made anew from its provenance, as of its reference date or a later day. */
public final class RunModels {
  private final RunDocument run;

  /** Makes the models of a run. */
  public RunModels(RunDocument run) {
    this.run = run;
  }

  /** Returns the models of purchases as of the reference date; empty if the run has none. */
  public Optional<OutlookModels> purchases() {
    RunDocument.Model model = run.model();
    RunDocument.Fit fit = model.purchases();
    if (model.outlook() != null) {
      return Optional.of(models(model.outlook()));
    }
    if (fit == null || fit.parameters().isEmpty()) {
      return Optional.empty();
    }
    TransactionModel one = TransactionModels.of(fit.model(), fit.parameters());
    return Optional.of(
        new OutlookModels(
            List.of(new OutlookModels.Kind(one, one, 1)),
            Optional.empty(),
            OperationalClock.calendar(),
            epochDay(run.referenceDate())));
  }

  /** Returns the factors of the customers' states; empty if the run has none. */
  public Optional<StateFactors.Applied> states() {
    return Optional.ofNullable(run.model().states())
        .map(
            states ->
                StateFactors.restored(
                    states.cuts(), states.factors(), states.limits(), states.scale()));
  }

  /** Returns whether the future of the run was valued by models. */
  boolean isPresent() {
    return isFitted(run.model().spend()) && isFitted(run.model().purchases());
  }

  private static boolean isFitted(RunDocument.@Nullable Fit fit) {
    return fit != null && !fit.parameters().isEmpty();
  }

  /**
   * Returns the model of spend.
   *
   * @throws InputException if the run has none
   */
  GammaGamma spend() {
    return GammaGamma.of(fitted(run.model().spend()).parameters());
  }

  /**
   * Returns the valuation as of a day.
   *
   * @throws InputException if the run has no models
   */
  ResidualValuation valuation(LocalDate day) {
    RunDocument.Model model = run.model();
    return valuation(day, new Horizon(model.horizonDays(), model.dailyDiscountRate()));
  }

  /**
   * Returns the valuation as of a day with another horizon.
   *
   * @throws InputException if the run has no models
   */
  ResidualValuation valuation(LocalDate day, Horizon horizon) {
    RunDocument.Model model = run.model();
    GammaGamma spend = spend();
    RunDocument.Outlook outlook = model.outlook();
    if (outlook != null) {
      return models(outlook).asOf(epochDay(day)).valuation(spend, horizon);
    }
    RunDocument.Fit purchases = fitted(model.purchases());
    return ModelValuation.of(
        TransactionModels.of(purchases.model(), purchases.parameters()), spend, horizon);
  }

  private OutlookModels models(RunDocument.Outlook outlook) {
    return new OutlookModels(
        outlook.kinds().stream()
            .map(
                kind ->
                    new OutlookModels.Kind(
                        TransactionModels.of(kind.model(), kind.established()),
                        TransactionModels.of(kind.model(), kind.arrived()),
                        kind.counts()))
            .toList(),
        arrivals(outlook),
        clock(outlook.season()),
        epochDay(run.referenceDate()));
  }

  private static Optional<Arrivals> arrivals(RunDocument.Outlook outlook) {
    return Optional.ofNullable(outlook.establishedAge()).map(Arrivals::new);
  }

  private OperationalClock clock(RunDocument.@Nullable Season season) {
    return season == null
        ? OperationalClock.calendar()
        : OperationalClock.of(
            new SeasonalIndex(season.harmonics(), List.of(), season.level(), season.coefficients()),
            epochDay(season.firstDay()),
            epochDay(run.referenceDate()));
  }

  private static int epochDay(LocalDate day) {
    return Math.toIntExact(day.toEpochDay());
  }

  /**
   * Returns what an expectation is multiplied by, as customers in the state that this one then is
   * in brought less, or more, than was said of them.
   *
   * @param expected present value of what the models expect, before refunds
   * @param later how many days after the run; nothing was bought in them
   */
  double stateFactor(CustomerRecord customer, double expected, int later) {
    Optional<StateFactors.Applied> states = states();
    if (states.isEmpty()) {
      return 1;
    }
    int gaps = Math.toIntExact(customer.number("gap_count"));
    int state =
        SegmentRules.of(run.thresholds())
            .state(
                new CustomerActivity(
                    customer.number("interval_purchase_days"),
                    customer.number("purchase_days"),
                    Math.toIntExact(customer.number("silence_days") + later),
                    Math.toIntExact(customer.number("age_days") + later),
                    run.thresholds()
                        .cadence()
                        .timeBetweenPurchases(customer.number("gap_sum"), gaps),
                    gaps,
                    0))
            .number();
    return states.get().factor(state, expected);
  }

  /** Returns when a customer buys again; empty if no model knows, or nobody expects it. */
  Optional<NextPurchaseDate> next(CustomerRecord customer, double interval) {
    if (customer.number("purchase_days") == 0) {
      return Optional.empty();
    }
    RunDocument.Outlook outlook = run.model().outlook();
    OperationalClock clock = clock(outlook == null ? null : outlook.season());
    int today = epochDay(run.referenceDate());
    int first = customer.day("first_micros");
    List<TransactionModel> models = models(outlook, today - first);
    if (models.isEmpty()) {
      return Optional.empty();
    }
    NextPurchase next =
        NextPurchase.of(
            models,
            outlook == null
                ? List.of(1.0)
                : outlook.kinds().stream().map(RunDocument.Kind::counts).toList(),
            new PurchaseHistory(
                Math.toIntExact(customer.number("purchase_days") - 1),
                clock.between(first, customer.day("last_micros")),
                clock.between(first, today),
                customer.logGaps()));
    int horizon = run.model().horizonDays();
    return next.days(interval, days -> clock.between(today, today + days))
        .map(
            days ->
                new NextPurchaseDate(
                    next.probabilityWithin(clock.between(today, today + horizon)),
                    horizon,
                    run.referenceDate().plusDays(days.median()),
                    run.referenceDate().plusDays(days.low()),
                    run.referenceDate().plusDays(days.high()),
                    interval));
  }

  /** Returns the models that value a customer of an age in days. */
  private List<TransactionModel> models(RunDocument.@Nullable Outlook outlook, int age) {
    if (outlook != null) {
      boolean old = arrivals(outlook).filter(arrivals -> arrivals.established(age)).isPresent();
      return outlook.kinds().stream()
          .map(
              kind -> TransactionModels.of(kind.model(), old ? kind.established() : kind.arrived()))
          .toList();
    }
    RunDocument.Fit fit = run.model().purchases();
    return fit == null || fit.parameters().isEmpty()
        ? List.of()
        : List.of(TransactionModels.of(fit.model(), fit.parameters()));
  }

  private static RunDocument.Fit fitted(RunDocument.@Nullable Fit fit) {
    if (fit == null || fit.parameters().isEmpty()) {
      throw new InputException(
          Problem.of(Texts.message("problem.run.no-model"))
              .withRemedy(Texts.message("problem.run.no-model.remedy")));
    }
    return fit;
  }
}
