// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.engage.journey.Span;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 3 days}, {@code 12 horas}. */
final class Spans {
  private static final int WEEK = 7;
  private static final Pattern SPAN =
      Pattern.compile(
          "(\\d{1,4}) ?(?:(weeks?|semanas?)|(days?|d[ií]as?)|(hours?|horas?)|(minutes?|minutos?))");

  private Spans() {}

  static Optional<Span> of(String text) {
    Matcher matcher = SPAN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(1));
    if (matcher.group(4) != null) {
      return Optional.of(new Span(0, Duration.ofHours(number)));
    }
    if (matcher.group(5) != null) {
      return Optional.of(new Span(0, Duration.ofMinutes(number)));
    }
    int days = matcher.group(2) == null ? number : number * WEEK;
    return days <= Span.MOST_DAYS ? Optional.of(Span.ofDays(days)) : Optional.empty();
  }
}
