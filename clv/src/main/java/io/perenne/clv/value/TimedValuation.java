// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.Arrivals;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The valuation of a base as of a day: by one model for established customers and by another for
 * those who came later, both in the time of a clock. Histories are given in whole days, the sums of
 * the logarithms of their gaps in the time of the clock.
 */
public final class TimedValuation implements ResidualValuation {

  private final ResidualValuation established;
  private final ResidualValuation arrived;
  private final Optional<Arrivals> arrivals;
  private final OperationalClock clock;
  private final int until;
  private final Horizon horizon;

  /**
   * Makes a valuation.
   *
   * @param established by the time of the clock
   * @param arrived by the time of the clock, for all if customers do not part
   * @param arrivals how customers part; absent if they do not
   * @param until the day at whose end customers are valued
   * @param horizon in days of the calendar
   */
  public TimedValuation(
      ResidualValuation established,
      ResidualValuation arrived,
      Optional<Arrivals> arrivals,
      OperationalClock clock,
      int until,
      Horizon horizon) {
    this.established = established;
    this.arrived = arrived;
    this.arrivals = arrivals;
    this.clock = clock;
    this.until = until;
    this.horizon = horizon;
  }

  private ResidualValuation of(double age) {
    return arrivals.isPresent() && arrivals.get().established(age) ? established : arrived;
  }

  private PurchaseHistory inTime(PurchaseHistory days) {
    return Arrivals.inTime(days, clock, until);
  }

  @Override
  public String name() {
    return arrived.name();
  }

  @Override
  public Horizon horizon() {
    return horizon;
  }

  @Override
  public Optional<OperationalClock> gapTime() {
    return established.gapTime().or(arrived::gapTime).map(anyTime -> clock);
  }

  @Override
  public OptionalDouble probabilityAlive(int frequency, double recency, double age) {
    return clock.isCalendar()
        ? of(age).probabilityAlive(frequency, recency, age)
        : probabilityAlive(PurchaseHistory.of(frequency, recency, age));
  }

  @Override
  public OptionalDouble probabilityAlive(PurchaseHistory history) {
    return of(history.age()).probabilityAlive(inTime(history));
  }

  @Override
  public double expectedPurchases(int frequency, double recency, double age) {
    return clock.isCalendar()
        ? of(age).expectedPurchases(frequency, recency, age)
        : expectedPurchases(PurchaseHistory.of(frequency, recency, age));
  }

  @Override
  public double expectedPurchases(PurchaseHistory history) {
    return of(history.age()).expectedPurchases(inTime(history));
  }

  @Override
  public double discountedPurchases(int frequency, double recency, double age) {
    return clock.isCalendar()
        ? of(age).discountedPurchases(frequency, recency, age)
        : discountedPurchases(PurchaseHistory.of(frequency, recency, age));
  }

  @Override
  public double discountedPurchases(PurchaseHistory history) {
    return of(history.age()).discountedPurchases(inTime(history));
  }

  @Override
  public double expectedTransactionValue(int count, double sum) {
    return arrived.expectedTransactionValue(count, sum);
  }
}
