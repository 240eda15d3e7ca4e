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
    Purchases purchases = counter(profile.orders(), base).asOf(at);
    return value(purchases, at, true);
  }

  /**
   * Returns what a customer is worth who buys something at an instant.
   *
   * @param amount what is bought, in units of 1/10,000, above 0
   */
  public Valuation valueIfBought(
      ProfileState profile, Optional<PurchaseBase> base, Instant at, long amount) {
    if (amount <= 0) {
      throw new IllegalArgumentException("amount <= 0: " + amount);
    }
    Orders orders = profile.orders().ifPlaced(at, model.seen(), amount);
    return value(counter(orders, base).asOf(at), at, true);
  }

  /**
   * Returns what the model of spend expects of the customer's next purchase, in currency at the
   * prices of today, before refunds; 0 if nothing is known of anybody's spend.
   */
  public double expectedTicket(ProfileState profile, Optional<PurchaseBase> base, Instant at) {
    Purchases purchases = counter(profile.orders(), base).asOf(at);
    SpendHistory spend =
        purchases.figures().purchaseDays() == 0 ? SpendHistory.none() : spend(purchases);
    return model.spend().finiteTransactionValue(spend.count(), spend.sum());
  }

  private Valuation value(Purchases purchases, Instant at, boolean withRange) {
    Worth worth = worth(purchases, withRange);
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

  private Worth worth(Purchases purchases, boolean withRange) {
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
        model.margin().residualFactor() * purchases.keptShare() * stateFactor(purchases, modelled);
    double all = valuation.expectedPurchases(history);
    double discount = all > 0 ? valuation.discountedPurchases(history) / all : 1;
    Optional<Futures.Range> range =
        withRange ? futures.range(day, history, spend) : Optional.empty();
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
    double sum = Money.currency(Purchases.rounded(figures.spend() * purchases.priceFactor()));
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
    Purchases purchases = counter(profile.orders(), base).asOf(at);
    if (purchases.figures().purchaseDays() == 0) {
      return Optional.empty();
    }
    int day = day(purchases.day());
    OperationalClock clock = futures.clock();
    return futures
        .next(day, history(purchases))
        .flatMap(next -> next.days(level, days -> clock.between(day, day + days)));
  }

  private PurchaseCounter counter(Orders orders, Optional<PurchaseBase> base) {
    return new PurchaseCounter(orders, base, model, gapTime);
  }

  /**
   * Returns what the models say of purchases to come; empty if there are none, or if nobody knows
   * of a purchase.
   *
   * @param marginRate what part of money to come is margin, in (0, 1]; for value in margin that of
   *     the run holds for the rest of the horizon, and this one for the next purchase
   */
  public Optional<Prospects> prospects(
      ProfileState profile, Optional<PurchaseBase> base, Instant at, double marginRate) {
    if (!(marginRate > 0 && marginRate <= 1)) {
      throw new IllegalArgumentException("marginRate not in (0, 1]: " + marginRate);
    }
    Purchases purchases = counter(profile.orders(), base).asOf(at);
    if (purchases.figures().purchaseDays() == 0) {
      return Optional.empty();
    }
    int day = day(purchases.day());
    SpendHistory spend = spend(purchases);
    double ticket =
        purchases.keptShare() * model.spend().finiteTransactionValue(spend.count(), spend.sum());
    Worth worth = worth(purchases, false);
    double residual = model.margin().basis() ? worth.expected() : marginRate * worth.expected();
    return futures
        .next(day, history(purchases))
        .map(
            next ->
                new ModelProspects(
                    next, futures.clock(), day, ticket, marginRate, residual, worth.alive()));
  }

  /** A customer to whom nothing happens, asked about at many instants. */
  public final class Course {
    private final PurchaseCounter counter;

    private Course(PurchaseCounter counter) {
      this.counter = counter;
    }

    /** Returns what the customer is worth, without the range, which takes longest to find. */
    public Valuation at(Instant instant) {
      return value(counter.asOf(instant), instant, false);
    }
  }

  /** Returns a customer about whom many instants are asked, which shares the counting. */
  public Course course(ProfileState profile, Optional<PurchaseBase> base) {
    return new Course(counter(profile.orders(), base));
  }

  /** Returns what a customer is worth, without the range. */
  Valuation valueOnly(ProfileState profile, Optional<PurchaseBase> base, Instant at) {
    return value(counter(profile.orders(), base).asOf(at), at, false);
  }

  /**
   * Returns the local midnight at which to look at a customer again to whom nothing happens: up to
   * it, others know what there is to know. Empty if that never changes.
   *
   * <p>Without a season it is the midnight at which there is something to tell, within three years.
   * Where purchases follow a season, a value may rise and fall, so each of the days to come is
   * asked, a month ahead; if there is nothing to tell on any of them it is the end of that month.
   *
   * @param told what others know
   * @param step from when on a value is another
   * @param after the instant after which
   */
  public Optional<Instant> nextLook(
      ProfileState profile,
      Optional<PurchaseBase> base,
      Standing told,
      ValueStep step,
      Instant after) {
    return new Days(profile, base, told, step, after).next();
  }

  /** The days to come of a customer to whom nothing happens. */
  private final class Days {
    private static final int MOST = 3 * 366;
    private static final int MOST_OF_SEASON = Futures.MOST_DAYS / 2;

    private final PurchaseCounter counter;
    private final Standing told;
    private final ValueStep step;
    private final Purchases now;
    private final PurchaseFigures figures;

    Days(
        ProfileState profile,
        Optional<PurchaseBase> base,
        Standing told,
        ValueStep step,
        Instant at) {
      this.told = told;
      this.step = step;
      counter = counter(profile.orders(), base);
      now = counter.asOf(at);
      figures = now.figures();
    }

    Optional<Instant> next() {
      if (figures.purchaseDays() == 0) {
        return Optional.empty();
      }
      return Optional.of(midnight(futures.sharesTables() ? inStretches() : dayByDay()));
    }

    private int dayByDay() {
      int ahead = 1;
      while (ahead < MOST_OF_SEASON && !isOther(ahead)) {
        ahead++;
      }
      return ahead;
    }

    /** In one state a value only falls, so its ends tell whether it is another between them. */
    private int inStretches() {
      int from = 0;
      while (from < MOST) {
        int turn = turn(from);
        if (turn - 1 > from && isOther(turn - 1)) {
          return firstOther(from, turn - 1);
        }
        if (isOther(turn)) {
          return turn;
        }
        from = turn;
      }
      return MOST;
    }

    /** Returns the first day on which state or loyalty are not as on another; silence ends none. */
    private int turn(int from) {
      ActivityState state = state(from);
      boolean loyal = isLoyal(from);
      int same = from;
      int other = MOST;
      if (from >= MOST - 1 || (state(MOST - 1) == state && isLoyal(MOST - 1) == loyal)) {
        return MOST;
      }
      while (other - same > 1) {
        int middle = (same + other) >>> 1;
        if (state(middle) == state && isLoyal(middle) == loyal) {
          same = middle;
        } else {
          other = middle;
        }
      }
      return other;
    }

    private ActivityState state(int ahead) {
      int day = day(now.day()) + ahead;
      return rules.state(
          new CustomerActivity(
              inInterval(ahead),
              figures.purchaseDays(),
              day - figures.lastDay(),
              day - figures.firstDay(),
              rhythm(figures),
              figures.gapCount(),
              0));
    }

    private boolean isLoyal(int ahead) {
      return inInterval(ahead) >= model.thresholds().loyalMinPurchaseDays();
    }

    /** Purchase days that the interval still holds then. */
    private int inInterval(int ahead) {
      int start = day(model.interval().endingOn(now.day().plusDays(ahead)).intervalStart());
      if (figures.lastDay() < start) {
        return 0;
      }
      return figures
          .days()
          .map(days -> (int) days.stream().filter(day -> day >= start).count())
          .orElse(figures.intervalPurchaseDays());
    }

    private int firstOther(int from, int to) {
      int same = from;
      int other = to;
      while (other - same > 1) {
        int middle = (same + other) >>> 1;
        if (isOther(middle)) {
          other = middle;
        } else {
          same = middle;
        }
      }
      return other;
    }

    /** Returns whether there is something to tell on a day to come. */
    private boolean isOther(int ahead) {
      Instant at = midnight(ahead);
      Valuation then = value(counter.asOf(at), at, false);
      return told.segment().map(segment -> segment != then.segment()).orElse(true)
          || told.band().map(band -> band != then.band()).orElse(true)
          || step.isExceeded(told.value(), then.value());
    }

    private Instant midnight(int ahead) {
      return now.day().plusDays(ahead).atStartOfDay(model.zone()).toInstant();
    }
  }
}
