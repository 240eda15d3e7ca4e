// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.model.Arrivals;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.spend.SpendModel;
import io.perenne.clv.value.BlendedValuation;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import io.perenne.clv.value.ResidualValuation;
import io.perenne.clv.value.TimedValuation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fitted models of an {@link Outlook}, all that is needed to value customers by it, on its day
 * and on later ones.
 *
 * @param kinds the kinds of model; the expectation is the weighted mean of theirs
 * @param arrivals how established and new customers part; absent if they do not
 * @param clock the clock by which customers buy
 * @param until the day at whose end customers are valued
 */
public record OutlookModels(
    List<Kind> kinds, Optional<Arrivals> arrivals, OperationalClock clock, int until) {

  /**
   * One kind of model.
   *
   * @param established that of customers who were there before the record begins
   * @param arrived that of those who came later; of all, where customers do not part
   * @param weight what it counts in the mean, above 0
   */
  public record Kind(TransactionModel established, TransactionModel arrived, double weight) {}

  /** Copies the kinds. */
  public OutlookModels {
    kinds = List.copyOf(kinds);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("kinds is empty");
    }
  }

  /**
   * Returns the same models as of a later day, nothing being known of the days between.
   *
   * @param day not before {@link #until}
   */
  public OutlookModels asOf(int day) {
    int later = Arguments.count("day - until", day - until);
    return new OutlookModels(
        kinds, arrivals.map(a -> new Arrivals(a.establishedAge() + later)), clock, day);
  }

  /**
   * Returns what customers are worth from the end of the day on.
   *
   * @param horizon in days of the calendar; finite where there is a season
   */
  public ResidualValuation valuation(SpendModel spend, Horizon horizon) {
    return dated(spend, inTime(horizon), horizon).asOf(until);
  }

  /** What customers are worth from the end of any day on. */
  public interface Dated {
    /**
     * Returns what customers are worth from the end of a day on, nothing being known of the days
     * since {@link OutlookModels#until}.
     *
     * @param day not before that
     */
    ResidualValuation asOf(int day);
  }

  /**
   * Returns what customers are worth from the end of any later day on, as {@link #asOf} and {@link
   * #valuation} tell it, for less than the price of asking for each day: days without a season
   * share what is tabulated.
   *
   * @param horizon in days of the calendar; finite where there is a season
   */
  public Dated dated(SpendModel spend, Horizon horizon) {
    return clock.isCalendar() || horizon.days() == Double.POSITIVE_INFINITY
        ? dated(spend, horizon, horizon)
        : day -> asOf(day).valuation(spend, horizon);
  }

  /** The models valued once, whatever the day. */
  private Dated dated(SpendModel spend, Horizon inTime, Horizon horizon) {
    List<ResidualValuation> established =
        kinds.stream()
            .<ResidualValuation>map(k -> ModelValuation.of(k.established(), spend, inTime))
            .toList();
    List<ResidualValuation> arrived =
        kinds.stream()
            .<ResidualValuation>map(k -> ModelValuation.of(k.arrived(), spend, inTime))
            .toList();
    return day -> {
      OutlookModels then = asOf(day);
      Map<ResidualValuation, Double> parts = new LinkedHashMap<>();
      for (int i = 0; i < kinds.size(); i++) {
        parts.put(
            new TimedValuation(
                established.get(i), arrived.get(i), then.arrivals(), clock, day, horizon),
            kinds.get(i).weight());
      }
      return parts.size() == 1 ? parts.keySet().iterator().next() : BlendedValuation.of(parts);
    };
  }

  private Horizon inTime(Horizon horizon) {
    return clock.isCalendar() || horizon.days() == Double.POSITIVE_INFINITY
        ? horizon
        : new Horizon(
            clock.between(until, until + (int) Math.round(horizon.days())), horizon.dailyRate());
  }
}
