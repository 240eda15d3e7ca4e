// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.value.ClassicValue;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Some customers of a run, summed up. Groups can be added.
 *
 * @param customers how many
 * @param control how many of them are in the control group
 * @param up how many moved to a better segment since the earlier run
 * @param down how many moved to a worse one
 * @param withRhythm how many have a rhythm: those who bought in the interval
 * @param rhythmDays the sum of their usual days between purchases
 * @param silenceDays the sum of the days since they last bought
 * @param lifeDays the sum of the days between their first and last purchase
 * @param tickets purchases in the interval
 * @param revenue net money in the interval
 * @param value lifetime value
 */
public record CustomerGroup(
    long customers,
    long control,
    long up,
    long down,
    long withRhythm,
    double rhythmDays,
    double silenceDays,
    double lifeDays,
    long tickets,
    double revenue,
    double value) {
  private static final double DAYS_PER_YEAR = 365.25;

  /** Nobody. */
  public static final CustomerGroup NOBODY = new CustomerGroup(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Returns both groups together; they must not overlap. */
  public CustomerGroup plus(CustomerGroup other) {
    return new CustomerGroup(
        customers + other.customers,
        control + other.control,
        up + other.up,
        down + other.down,
        withRhythm + other.withRhythm,
        rhythmDays + other.rhythmDays,
        silenceDays + other.silenceDays,
        lifeDays + other.lifeDays,
        tickets + other.tickets,
        revenue + other.revenue,
        value + other.value);
  }

  /** Returns groups that do not overlap together. */
  public static CustomerGroup sum(Collection<CustomerGroup> groups) {
    return groups.stream().reduce(NOBODY, CustomerGroup::plus);
  }

  /** Returns the mean of the usual days between purchases; empty if nobody has a rhythm. */
  public OptionalDouble meanRhythm() {
    return mean(rhythmDays, withRhythm);
  }

  /** Returns the mean of the days since the last purchase, of those who have a rhythm. */
  public OptionalDouble meanSilence() {
    return mean(silenceDays, withRhythm);
  }

  /** Returns the mean of the days from the first purchase to the last. */
  public OptionalDouble meanLife() {
    return mean(lifeDays, withRhythm);
  }

  /** Returns the money of a purchase: revenue over tickets; empty without tickets. */
  public OptionalDouble meanTicket() {
    return mean(revenue, tickets);
  }

  /** Returns the mean lifetime value; empty if there is nobody. */
  public OptionalDouble meanValue() {
    return mean(value, customers);
  }

  /**
   * Returns what the classic formula makes of a customer of this group: mean ticket × purchases a
   * year × years from the first purchase to the last; empty without tickets.
   *
   * @param days the days in which the tickets were bought
   */
  public Optional<ClassicValue> classic(double days) {
    return tickets == 0 || withRhythm == 0 || !(days > 0)
        ? Optional.empty()
        : Optional.of(
            new ClassicValue(
                Math.max(0, revenue / tickets),
                (double) tickets / withRhythm / days * DAYS_PER_YEAR,
                Math.max(0, lifeDays / withRhythm / DAYS_PER_YEAR)));
  }

  private static OptionalDouble mean(double sum, long count) {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }
}
