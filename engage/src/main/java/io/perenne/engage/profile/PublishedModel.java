// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.SpendDays;
import io.perenne.clv.outlook.OutlookModels;
import io.perenne.clv.outlook.StateFactors;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.spend.SpendModel;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ResidualValuation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a run publishes so that anybody can be valued by it at any instant.
 *
 * @param runId the run
 * @param referenceDate its last day; what it says is as of the end of that
 * @param seen what of the events it knew
 * @param zone the time zone of the tenant
 * @param currency the code of the currency that values are in, if it is known
 * @param interval where the interval begins
 * @param spendDays which purchase days tell spend
 * @param linkRefunds whether refunds that name no order look for one
 * @param horizon how far ahead purchases count
 * @param models the models of purchases, if there are any
 * @param spend the model of spend
 * @param otherwise the valuation where there are no models
 * @param states what expectations are multiplied by in some states, if anything
 * @param prices how dear purchases were
 * @param refunds what will be given back of money to come
 * @param margin how value in margin is made
 * @param thresholds the numbers that decide
 */
public record PublishedModel(
    String runId,
    LocalDate referenceDate,
    Seen seen,
    ZoneId zone,
    Optional<String> currency,
    IntervalRule interval,
    SpendDays spendDays,
    boolean linkRefunds,
    Horizon horizon,
    Optional<OutlookModels> models,
    SpendModel spend,
    ResidualValuation otherwise,
    Optional<StateFactors.Applied> states,
    PriceLevel prices,
    RefundShare refunds,
    Margin margin,
    Thresholds thresholds) {

  /**
   * How value in margin is made.
   *
   * @param basis whether value counts margin, not revenue
   * @param known whether the margin of what was bought is known
   * @param rate which part of money to come is margin, and of all money where margins are not known
   * @param unknownRate the rate of an order whose cost nobody told, among others whose cost is
   *     known
   */
  public record Margin(boolean basis, boolean known, double rate, double unknownRate) {
    /** Returns that value counts revenue. */
    public static Margin none() {
      return new Margin(false, false, 1, 1);
    }

    /** Returns what revenue to come is multiplied by. */
    double residualFactor() {
      return basis ? rate : 1;
    }
  }

  /** Returns whether the run counted the orders that events had told, beside those of files. */
  boolean countsEvents() {
    return seen.position().isPresent();
  }

  /** Returns the instant at which the reference date ends. */
  public Instant cutOff() {
    return referenceDate.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
