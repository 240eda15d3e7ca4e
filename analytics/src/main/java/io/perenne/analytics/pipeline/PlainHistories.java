// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.sql.Dialect;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.SpendDays;

/**
 * Purchase histories as one statement of plain SQL: the definition of what {@link
 * Pipeline#summarize} computes. An engine may compute them faster, but must give the same rows;
 * {@code PipelineContract} compares them.
 */
public final class PlainHistories {
  private PlainHistories() {}

  /**
   * Returns the statement. Money is in units of the currency, times are timestamps, logarithms are
   * natural ones.
   *
   * @param ticketRows a SELECT of {@code customer, bad, time, amount, margin, countable, linked,
   *     ticket}
   */
  public static String sql(
      String ticketRows, ObservationPeriod period, SpendDays spendDays, Dialect dialect) {
    String reference = "DATE '" + period.referenceDate() + "'";
    return Sql.load(PlainHistories.class, "purchase_histories")
        .with("ticket_rows", ticketRows)
        .with("reference_date", reference)
        .with("interval_start", period.intervalStart())
        .with("first_spend_day", spendDays == SpendDays.ALL ? 0 : 1)
        .with("silence", dialect.daysBetween("day", reference))
        .with("days_since_before", dialect.daysBetween("day_before", "day"))
        .with("in_cadence_window", inCadenceWindow(period, dialect))
        .with("cadence_days", dialect.daysBetween("rhythm.first_cadence_day", "rhythm.last_day"))
        .toString();
  }

  private static String inCadenceWindow(ObservationPeriod period, Dialect dialect) {
    return period.cadenceMonths() == 0
        ? "day IS NOT NULL"
        : "day > " + dialect.monthsBefore("last_day", period.cadenceMonths());
  }
}
