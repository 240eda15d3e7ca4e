// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.numeric.Arguments;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * When a customer's next purchase will come, if it comes.
 *
 * <p>Not a mean: for most one-time buyers the mean time to the next purchase is infinite. Ask for
 * the probability of a next purchase and for the median time given that there is one.
 */
public final class NextPurchase {

  /** Longer than any customer lives, in days. */
  private static final double FOR_EVER = 1e9;

  /** No day is looked at further ahead than this, a hundred years. */
  private static final int MOST_DAYS = 36_525;

  /** A customer with less than this probability of ever buying is as good as gone. */
  private static final double GONE = 1e-9;

  private final List<TransactionModel> models;
  private final List<Double> weights;
  private final PurchaseHistory history;

  private NextPurchase(
      List<TransactionModel> models, List<Double> weights, PurchaseHistory history) {
    this.models = models;
    this.weights = weights;
    this.history = history;
  }

  /** Returns the next purchase of the customer. */
  public static NextPurchase of(TransactionModel model, PurchaseHistory history) {
    return of(List.of(model), history);
  }

  /**
   * Returns the next purchase of the customer by several models of equal weight.
   *
   * @param models at least one, all of one unit of time
   */
  public static NextPurchase of(List<TransactionModel> models, PurchaseHistory history) {
    return of(models, Collections.nCopies(models.size(), 1.0), history);
  }

  /**
   * Returns the next purchase of the customer by several models with weights.
   *
   * @param models at least one, all of one unit of time
   * @param weights of the models in their order, at least 0, not all 0; they are divided by their
   *     sum
   */
  public static NextPurchase of(
      List<TransactionModel> models, List<Double> weights, PurchaseHistory history) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("no models");
    }
    if (models.size() != weights.size()) {
      throw new IllegalArgumentException("weights are not " + models.size() + ": " + weights);
    }
    double total = 0;
    for (double weight : weights) {
      total += Arguments.nonNegative("weight", weight);
    }
    double sum = Arguments.positive("sum of the weights", total);
    return new NextPurchase(
        List.copyOf(models), weights.stream().map(weight -> weight / sum).toList(), history);
  }

  /** Returns the probability of a purchase within the next days. */
  public double probabilityWithin(double days) {
    double none = 0;
    for (int i = 0; i < weights.size(); i++) {
      none += weights.get(i) * models.get(i).probabilityOfNoPurchase(history, days);
    }
    return 1 - none;
  }

  /** Returns the probability that the customer ever buys again. */
  public double probabilityEver() {
    return probabilityWithin(FOR_EVER);
  }

  /**
   * Returns the days within which the next purchase comes with the given probability, given that
   * one comes; absent if the customer is as good as gone (a probability below 1e-9 of ever buying).
   */
  public OptionalDouble quantile(double level) {
    if (!(level >= 0 && level < 1)) {
      throw new IllegalArgumentException("level not in [0, 1): " + level);
    }
    double ever = probabilityEver();
    if (ever < GONE) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = 1;
    while (probabilityWithin(high) < level * ever && high < FOR_EVER) {
      low = high;
      high *= 2;
    }
    while (high - low > 1e-9 * high) {
      double middle = 0.5 * (low + high);
      if (probabilityWithin(middle) < level * ever) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(high);
  }

  /**
   * Returns the days ahead at whose ends the next purchase has come with the median and the two
   * ends of an interval of probability, given that one comes; absent if the customer is as good as
   * gone. No day is later than a hundred years ahead.
   *
   * @param interval the probability of the interval, within (0, 1)
   * @param time the time of the models from now to the end of so many days ahead
   */
  public Optional<Days> days(double interval, IntToDoubleFunction time) {
    if (!(interval > 0 && interval < 1)) {
      throw new IllegalArgumentException("interval not in (0, 1): " + interval);
    }
    double ever = probabilityEver();
    if (ever < GONE) {
      return Optional.empty();
    }
    Point start = new Point(0, 0);
    Point low = first(ever * (1 - interval) / 2, start, time);
    Point median = first(ever / 2, low.before(), time);
    Point high = first(ever * (1 + interval) / 2, median.before(), time);
    return Optional.of(new Days(low.day(), median.day(), high.day()));
  }

  /** How probable a purchase is by the end of a day. */
  private record Point(int day, double probability) {

    /** Returns a point that is surely not after the day that was looked for. */
    Point before() {
      return new Point(day - 1, 0);
    }
  }

  private Point point(int day, IntToDoubleFunction time) {
    return new Point(day, probabilityWithin(time.applyAsDouble(day)));
  }

  /** Returns the first day after a given one with at least the probability. */
  private Point first(double probability, Point after, IntToDoubleFunction time) {
    Point low = after;
    Point high = point(Math.min(MOST_DAYS, Math.max(8, 2 * after.day())), time);
    while (high.probability() < probability && high.day() < MOST_DAYS) {
      low = high;
      high = point(Math.min(MOST_DAYS, 4 * high.day()), time);
    }
    boolean halve = false;
    while (high.day() - low.day() > 1) {
      int width = high.day() - low.day();
      Point middle = point(halve ? low.day() + width / 2 : between(low, high, probability), time);
      if (middle.probability() < probability) {
        low = middle;
      } else {
        high = middle;
      }
      halve = high.day() - low.day() > width / 2;
    }
    return high;
  }

  /** Returns where a curve that is straight over the logarithm of time reaches the probability. */
  private static int between(Point low, Point high, double probability) {
    double share = (probability - low.probability()) / (high.probability() - low.probability());
    double from = Math.log1p(low.day());
    double day = Math.expm1(from + share * (Math.log1p(high.day()) - from));
    return (int) Math.min(high.day() - 1.0, Math.max(low.day() + 1.0, Math.rint(day)));
  }

  /**
   * When the next purchase comes, in days ahead, each at least 1.
   *
   * @param low the lower end of the interval
   * @param median before which it comes in half of all cases
   * @param high the upper end
   */
  public record Days(int low, int median, int high) {}

  /** Returns the median days to the next purchase given that one comes. */
  public OptionalDouble medianDays() {
    return quantile(0.5);
  }
}
