// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.customers;

import io.javalin.http.Context;
import io.perenne.analytics.job.CustomerRecord;
import io.perenne.clv.words.Language;
import io.perenne.engage.profile.Valuation;
import io.perenne.server.reading.WhatIf;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reader supposes of a customer, and what follows from it.
 *
 * @param record the customer
 * @param whatIf what can be asked
 * @param buys whether a purchase is supposed, not silence
 * @param day the day supposed, or the usual one
 * @param amount what the reader wrote; empty for the ticket that is expected
 * @param outcome what follows; empty before anything is asked, or if it cannot be answered
 * @param problem why it cannot: {@code day}, {@code amount} or {@code older}
 * @param language of the reasons
 */
public record WhatIfView(
    CustomerRecord record,
    WhatIf whatIf,
    boolean buys,
    LocalDate day,
    String amount,
    Optional<WhatIf.Outcome> outcome,
    Optional<String> problem,
    Language language) {
  private static final String SILENT = "silent";

  /** Two decimals at most: a point before three digits could be one of thousands. */
  private static final String AMOUNT = "\\d{1,10}([.,]\\d{1,2})?";

  /** Returns what a request supposes: {@code if}, {@code day} and {@code amount}. */
  static WhatIfView of(Context request, CustomerRecord record, Instant now, Language language) {
    WhatIf whatIf = WhatIf.of(record.run(), record.values());
    String asked = text(request.queryParam("if"));
    boolean buys = !asked.equals(SILENT);
    LocalDate first = whatIf.firstDay().plusDays(buys ? 1 : 0);
    Optional<LocalDate> given = day(text(request.queryParam("day")), whatIf.usualDay(now));
    Optional<LocalDate> day =
        given.filter(each -> !each.isBefore(first) && !each.isAfter(whatIf.lastDay()));
    String amount = text(request.queryParam("amount"));
    Optional<BigDecimal> money = money(amount);
    Optional<String> problem = Optional.empty();
    if (day.isEmpty()) {
      problem = Optional.of("day");
    } else if (buys && !whatIf.knowsDays()) {
      problem = Optional.of("older");
    } else if (buys && !amount.isEmpty() && money.isEmpty()) {
      problem = Optional.of("amount");
    }
    Optional<WhatIf.Outcome> outcome = Optional.empty();
    if (!asked.isEmpty() && problem.isEmpty()) {
      outcome =
          Optional.of(
              buys
                  ? whatIf.buysOn(day.orElseThrow(), money)
                  : whatIf.silentUntil(day.orElseThrow()));
    }
    return new WhatIfView(
        record,
        whatIf,
        buys,
        given.orElseGet(() -> whatIf.usualDay(now)),
        amount,
        outcome,
        asked.isEmpty() ? Optional.empty() : problem,
        language);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }

  private static Optional<LocalDate> day(String text, LocalDate usual) {
    try {
      return Optional.of(text.isEmpty() ? usual : LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> money(String text) {
    if (!text.matches(AMOUNT)) {
      return Optional.empty();
    }
    BigDecimal money = new BigDecimal(text.replace(',', '.'));
    return Optional.of(money)
        .filter(each -> each.signum() > 0 && each.compareTo(WhatIf.MOST_AMOUNT) <= 0);
  }

  /** Returns why a customer is in the segment. */
  public String reason(Valuation valuation) {
    return whatIf.reason(valuation, language);
  }

  /** Returns the id of the customer. */
  public String customerId() {
    return record.values().getOrDefault("CustomerId", "");
  }
}
