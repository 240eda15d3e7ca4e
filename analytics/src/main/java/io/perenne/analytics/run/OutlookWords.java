// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.clv.outlook.CommonShock;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person should know of how a run looks ahead, in sentences. */
final class OutlookWords {
  /** Forecasts further off than this call for care. */
  private static final double WANTED_BIAS = 0.2;

  /** Prices that moved more than this in a year are worth a word. */
  private static final double NOTABLE_TREND = 0.03;

  private static final double YEAR = 365;

  private OutlookWords() {}

  /** Returns how forecasts of the past ended; empty without any. */
  static Optional<Message> pasts(Foresight foresight) {
    List<CommonShock.Past> pasts = foresight.experience().pasts();
    List<Message> each = pasts.stream().map(OutlookWords::past).toList();
    return each.isEmpty()
        ? Optional.empty()
        : Optional.of(Texts.message("outlook.pasts", each, foresight.valuation().horizon().days()));
  }

  private static Message past(CommonShock.Past past) {
    return Texts.message("outlook.past", past.days(), 100 * bias(past));
  }

  /** Returns expected over actual money, minus 1. */
  static double bias(CommonShock.Past past) {
    return past.expected() / past.actual() - 1;
  }

  /**
   * Returns what to look at.
   *
   * @param knownDays the days of the record
   */
  static List<Message> warnings(Foresight foresight, double knownDays) {
    List<Message> warnings = new ArrayList<>();
    List<CommonShock.Past> pasts = foresight.experience().pasts();
    if (pasts.stream().anyMatch(past -> Math.abs(bias(past)) > WANTED_BIAS)) {
      List<Message> each = pasts.stream().map(OutlookWords::past).toList();
      double known = knownDays - pasts.get(pasts.size() - 1).days();
      warnings.add(
          known < YEAR
              ? Texts.message("warning.outlook.bias.short", each, known)
              : Texts.message("warning.outlook.bias", each));
    }
    foresight
        .prices()
        .map(prices -> prices.lastYear())
        .filter(rise -> Math.abs(rise) > NOTABLE_TREND)
        .map(rise -> Texts.message("warning.outlook.prices", 100 * rise))
        .ifPresent(warnings::add);
    return warnings;
  }
}
