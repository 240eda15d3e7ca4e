// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.forecast.NextPurchase;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.segment.ActivityState;
import io.perenne.clv.segment.Cadence;
import io.perenne.clv.segment.CustomerActivity;
import io.perenne.clv.segment.DecisionRule;
import io.perenne.clv.segment.SegmentDecision;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.value.ResidualValuation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Values customers at any instant by the models of a run: the same code on the same statistics, so
 * that at the end of its reference date it says what the run says. Safe for use by many threads.
 */
public final class LiveValue {
  private final PublishedModel model;
  private final SegmentRules rules;
  private final Futures futures;
  private final Optional<OperationalClock> gapTime;

  private LiveValue(PublishedModel model) {
    this.model = model;
    rules = SegmentRules.of(model.thresholds());
    futures = new Futures(model);
    gapTime = futures.valuation(day(model.referenceDate())).gapTime();
  }

  /** Returns what values customers by the models of a run. */
  public static LiveValue of(PublishedModel model) {
    return new LiveValue(model);
  }

  private static int day(LocalDate day) {
    return Math.toIntExact(day.toEpochDay());
  }

  /** Returns the model. */
  public PublishedModel model() {
    return model;
  }

  /**
   * Returns what a customer is worth.
   *
   * @param profile what events say of the customer
   * @param base what the run published of the customer; empty if it knew none
   * @param at when; before the reference date of the run, the end of that is taken
   */
  public Valuation value(ProfileState profile, Optional<PurchaseBase> base, Instant at) {
    Purchases purchases = Purchases.of(profile.orders(), base, model, gapTime, at);
    return value(purchases, at);
  }

  private Valuation value(Purchases purchases, Instant at) {
    Worth worth = worth(purchases);
    SegmentDecision decision = rules.decide(activity(purchases, worth.value()));
    PurchaseFigures figures = purchases.figures();
    boolean bought = figures.purchaseDays() > 0;
    int day = day(purchases.day());
    double rhythm = rhythm(figures);
    boolean active = decision.state() != ActivityState.INACTIVE;
    return new Valuation(
        at,
        purchases.day(),
        model.runId(),
        purchases.changed() || !purchases.day().equals(model.referenceDate()),
        purchases.exact(),
        worth.alive(),
        worth.expectedPurchases(),
        worth.soFar(),
        worth.expected(),
        worth.low(),
        worth.high(),
        decision.rule(),
        decision.state(),
        decision.band(),
        bought ? OptionalInt.of(day - figures.lastDay()) : OptionalInt.empty(),
        bought ? OptionalInt.of(day - figures.firstDay()) : OptionalInt.empty(),
        rhythm,
        decision.atRiskLimitDays(),
        decision.dormantLimitDays(),
        active
            ? Optional.of(Cadence.nextPurchase(LocalDate.ofEpochDay(figures.lastDay()), rhythm))
            : Optional.empty(),
        figures,
        purchases.ignored());
  }

  /** What was and what is to come. */
  private record Worth(
      double soFar,
      double expected,
      OptionalDouble alive,
      double expectedPurchases,
      OptionalDouble low,
      OptionalDouble high) {
    double value() {
      return soFar + expected;
    }
  }

  private Worth worth(Purchases purchases) {
    double soFar = Money.currency(Math.max(0, purchases.known()));
    PurchaseFigures figures = purchases.figures();
    if (figures.purchaseDays() == 0) {
      return new Worth(
          soFar, 0, OptionalDouble.empty(), 0, OptionalDouble.empty(), OptionalDouble.empty());
    }
    int day = day(purchases.day());
    ResidualValuation valuation = futures.valuation(day);
    PurchaseHistory history = history(purchases);
    SpendHistory spend = spend(purchases);
    double modelled = valuation.residualValue(history, spend.count(), spend.sum());
    double factor =
        model.margin().residualFactor()
            * purchases.keptShare()
            * stateFactor(purchases, modelled);
    double all = valuation.expectedPurchases(history);
    double discount = all > 0 ? valuation.discountedPurchases(history) / all : 1;
    Optional<Futures.Range> range = futures.range(day, history, spend);
    return new Worth(
        soFar,
        factor * modelled,
        valuation.probabilityAlive(history),
        all,
        end(range.map(ends -> factor * discount * ends.low())),
        end(range.map(ends -> factor * discount * ends.high())));
  }

  private static OptionalDouble end(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  private PurchaseHistory history(Purchases purchases) {
    PurchaseFigures figures = purchases.figures();
    return new PurchaseHistory(
        figures.purchaseDays() - 1,
        figures.purchaseDays() == 1 ? 0 : figures.lastDay() - figures.firstDay(),
        day(purchases.day()) - figures.firstDay(),
        purchases.logGaps());
  }

  /** What tells how much a purchase is worth, at the prices of today. */
  private SpendHistory spend(Purchases purchases) {
    PurchaseFigures figures = purchases.figures();
    int count =
        model.spendDays() == SpendDays.ALL ? figures.purchaseDays() : figures.purchaseDays() - 1;
    double sum =
        Money.currency(Purchases.rounded(figures.spend() * purchases.priceFactor()));
    return count == 0 || sum == 0 ? SpendHistory.none() : SpendHistory.of(count, sum);
  }

  private double stateFactor(Purchases purchases, double expected) {
    return model
        .states()
        .map(states -> states.factor(rules.state(activity(purchases, 0)).number(), expected))
        .orElse(1.0);
  }

  private double rhythm(PurchaseFigures figures) {
    return model.thresholds().cadence().timeBetweenPurchases(figures.gapSum(), figures.gapCount());
  }

  private CustomerActivity activity(Purchases purchases, double value) {
    PurchaseFigures figures = purchases.figures();
    boolean bought = figures.purchaseDays() > 0;
    int day = day(purchases.day());
    return new CustomerActivity(
        figures.intervalPurchaseDays(),
        figures.purchaseDays(),
        bought ? day - figures.lastDay() : 0,
        bought ? day - figures.firstDay() : 0,
        rhythm(figures),
        figures.gapCount(),
        value);
  }

  /**
   * Returns when a customer buys again, by the models; empty if there are none, or if nobody
   * expects it.
   *
   * @param level the probability of the range, within (0, 1)
   */
  public Optional<NextPurchase.Days> nextPurchase(
      ProfileState profile, Optional<PurchaseBase> base, Instant at, double level) {
    Purchases purchases = Purchases.of(profile.orders(), base, model, gapTime, at);
    if (purchases.figures().purchaseDays() == 0) {
      return Optional.empty();
    }
    int day = day(purchases.day());
    OperationalClock clock = futures.clock();
    return futures
        .next(day, history(purchases))
        .flatMap(next -> next.days(level, days -> clock.between(day, day + days)));
  }

  /**
   * Returns the next instant at which a customer is in another segment though nothing happens: a
   * local midnight. Empty if there is none within three years.
   *
   * <p>Where purchases follow a season the value may cross into another band on some day between;
   * then only changes of the silence and of the interval are foretold.
   *
   * @param after the instant after which
   */
  public Optional<Instant> nextChange(
      ProfileState profile, Optional<PurchaseBase> base, Instant after) {
    Days days = new Days(profile, base, after);
    return days.next();
  }

  /** The days to come of a customer to whom nothing happens. */
  private final class Days {
    private static final int MOST = 3 * 366;

    private final ProfileState profile;
    private final Optional<PurchaseBase> base;
    private final Instant at;
    private final Purchases now;

    Days(ProfileState profile, Optional<PurchaseBase> base, Instant at) {
      this.profile = profile;
      this.base = base;
      this.at = at;
      now = Purchases.of(profile.orders(), base, model, gapTime, at);
    }

    Optional<Instant> next() {
      if (now.figures().intervalPurchaseDays() == 0) {
        return Optional.empty();
      }
      int turn = turn();
      int last = turn == 0 ? MOST : turn;
      if (!futures.sharesTables()) {
        return turn == 0 ? Optional.empty() : Optional.of(midnight(turn));
      }
      int change = firstChange(value(now, at).rule(), last);
      return change == 0 ? Optional.empty() : Optional.of(midnight(change));
    }

    /** The days until the state or the loyalty is another; 0 if they stay. */
    private int turn() {
      ActivityState state = state(now);
      boolean loyal = isLoyal(now);
      for (int ahead = 1; ahead <= MOST; ahead++) {
        Purchases then = ahead(ahead);
        if (state(then) != state || isLoyal(then) != loyal) {
          return ahead;
        }
      }
      return 0;
    }

    private ActivityState state(Purchases purchases) {
      return rules.state(activity(purchases, 0));
    }

    private boolean isLoyal(Purchases purchases) {
      return purchases.figures().intervalPurchaseDays()
          >= model.thresholds().loyalMinPurchaseDays();
    }

    /** The value falls in silence, so the first day under another rule can be halved for. */
    private int firstChange(DecisionRule rule, int last) {
      if (ruleAhead(last) == rule) {
        return 0;
      }
      int same = 0;
      int other = last;
      while (other - same > 1) {
        int middle = (same + other) >>> 1;
        if (ruleAhead(middle) == rule) {
          same = middle;
        } else {
          other = middle;
        }
      }
      return other;
    }

    private DecisionRule ruleAhead(int days) {
      Instant then = midnight(days);
      return value(Purchases.of(profile.orders(), base, model, gapTime, then), then).rule();
    }

    private Purchases ahead(int days) {
      return Purchases.of(profile.orders(), base, model, gapTime, midnight(days));
    }

    private Instant midnight(int days) {
      return now.day().plusDays(days).atStartOfDay(model.zone()).toInstant();
    }
  }
}
