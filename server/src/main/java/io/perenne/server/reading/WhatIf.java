// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.reading;

import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.segment.Reason;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.words.Language;
import io.perenne.engage.profile.LiveValue;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.PublishedModel;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.engage.profile.Valuation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the models of a run say of one of its customers on a later day, if nothing was bought until
 * then, or if something is bought on it. Purchases after the run are not known here. For one
 * thread.
 */
public final class WhatIf {
  /** More than anybody pays at once. */
  public static final BigDecimal MOST_AMOUNT = new BigDecimal("1000000000");

  private static final int DECIMALS = 4;
  private static final ProfileState NO_EVENTS = ProfileState.empty();

  private final RunDocument run;
  private final PublishedModel model;
  private final Optional<PurchaseBase> base;
  private @Nullable LiveValue live;

  private WhatIf(RunDocument run, PublishedModel model, PurchaseBase base) {
    this.run = run;
    this.model = model;
    this.base = Optional.of(base);
  }

  /**
   * Returns what can be asked of a customer.
   *
   * @param row the values of the customer by column, as texts
   */
  public static WhatIf of(RunDocument run, Map<String, String> row) {
    return new WhatIf(run, PublishedModels.of(run), PublishedModels.base(row));
  }

  /**
   * What is said of a customer under a supposition.
   *
   * @param day the day supposed
   * @param amount what is bought on it, in the currency of the run; empty if nothing
   * @param before without the supposition: of silence, at the end of the run; of a purchase, on the
   *     same day without it
   * @param after with it
   */
  public record Outcome(
      LocalDate day, Optional<BigDecimal> amount, Valuation before, Valuation after) {
    /** Returns whether a run of that day would count just this. */
    public boolean exact() {
      return before.exact() && after.exact();
    }
  }

  /** Returns the last day of the run: silence is supposed from here on. */
  public LocalDate firstDay() {
    return run.referenceDate();
  }

  /** Returns the end of the horizon of the run, the last day to ask about. */
  public LocalDate lastDay() {
    return run.referenceDate().plusDays(run.model().horizonDays());
  }

  /**
   * Returns whether the run published the days of purchase, without which nobody can say what
   * another purchase makes of them.
   */
  public boolean knowsDays() {
    return base.flatMap(PurchaseBase::days).isPresent();
  }

  /** Returns the day on which a purchase is supposed if none is named: today, if that is known. */
  public LocalDate usualDay(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, model.zone());
    LocalDate next = firstDay().plusDays(1);
    return today.isBefore(next) || today.isAfter(lastDay()) ? next : today;
  }

  /**
   * Returns what is said if nothing is bought until the end of a day.
   *
   * @param day from {@link #firstDay} to {@link #lastDay}
   */
  public Outcome silentUntil(LocalDate day) {
    return new Outcome(day, Optional.empty(), value(firstDay()), value(day));
  }

  /**
   * Returns what is said if something is bought on a day, and nothing between the run and it.
   *
   * @param day after {@link #firstDay}, not after {@link #lastDay}
   * @param amount above 0; absent, what the model of spend expects of this customer
   * @throws IllegalStateException unless the run {@link #knowsDays}
   */
  public Outcome buysOn(LocalDate day, Optional<BigDecimal> amount) {
    if (!knowsDays()) {
      throw new IllegalStateException("the run published no days of purchase: " + run.runId());
    }
    BigDecimal money = amount.orElseGet(() -> expectedTicket(day));
    long units = money.movePointRight(DECIMALS).setScale(0, RoundingMode.HALF_UP).longValueExact();
    return new Outcome(
        day,
        Optional.of(money),
        value(day),
        live().valueIfBought(NO_EVENTS, base, noon(day), Math.max(1, units)));
  }

  /** Returns the ticket that the model of spend expects on a day, to the cent; at least a cent. */
  public BigDecimal expectedTicket(LocalDate day) {
    BigDecimal ticket =
        new BigDecimal(live().expectedTicket(NO_EVENTS, base, noon(day)))
            .setScale(2, RoundingMode.HALF_UP);
    return ticket.max(new BigDecimal("0.01"));
  }

  private LiveValue live() {
    if (live == null) {
      live = LiveValue.of(model);
    }
    return live;
  }

  private Valuation value(LocalDate day) {
    return live().value(NO_EVENTS, base, noon(day));
  }

  private Instant noon(LocalDate day) {
    return day.atTime(LocalTime.NOON).atZone(model.zone()).toInstant();
  }

  /** Returns why a customer is in the segment, in words. */
  public String reason(Valuation valuation, Language language) {
    return Reason.of(SegmentRules.of(run.thresholds()), language)
        .sentence(valuation.rule(), valuation.activity());
  }
}
