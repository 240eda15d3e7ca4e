// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of date a text looks like, before it is known which number is the month.
 *
 * @param order the order of day, month and year; {@code null}-free: two leading small numbers are
 *     {@link Order#DMY_OR_MDY}
 * @param first the first number of the date, 0 where it does not matter
 * @param second the second number of the date, 0 where it does not matter
 * @param format strptime letters for exactly this spelling, with {@code ?1} and {@code ?2} for the
 *     two numbers of {@link Order#DMY_OR_MDY}; empty if the general reading must do
 */
public record TimeShape(Order order, int first, int second, String format) {

  /** In which order a date names its parts. */
  public enum Order {
    YMD,
    DMY,
    MDY,
    /** Undecided. */
    DMY_OR_MDY,
    /** {@code 20240131}, perhaps with a time after it. */
    COMPACT,
    /** A month in letters. */
    NAMED_MONTH,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    /** A format given by the user. */
    CUSTOM
  }

  private static final String CLOCK =
      "(?<gap>T|\\s+|,\\s*)\\d{1,2}:\\d{2}(?<seconds>:\\d{2}(?<fraction>[.,]\\d{1,9})?)?"
          + "(?<half>\\s*[ap]\\.?\\s?m\\.?)?"
          + "(?<offset>\\s*(Z|UTC|GMT|[-+]\\d{2}(:?\\d{2})?)(\\[[\\w/+-]+])?|\\s+[A-Z]\\w+/\\w+)?";
  private static final Pattern NUMERIC =
      Pattern.compile(
          "(?<a>\\d{1,4})(?<mark>[-/.])(?<b>\\d{1,2})\\k<mark>(?<c>\\d{1,4})(?<clock>"
              + CLOCK
              + ")?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COMPACT_DATE =
      Pattern.compile(
          "(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])([T ]?\\d{4}(\\d{2})?Z?)?");
  private static final Pattern NAMED =
      Pattern.compile(
          "(\\p{L}{2,10}\\.?,?\\s+)?((le |den )?(\\d{1,2})(st|nd|rd|th|er|[\u00ba\u00aa\u00b0])?[-/. ]{1,2}((de|del|di|do|of) )?"
              + "\\p{L}{3,10}\\.?[-/, ]+((de|del|di|do|of) )?(\\d{4}|\\d{2})"
              + "|\\p{L}{3,10}\\.? \\d{1,2},? \\d{4})( (at|a las|\u00e0|as|\u00e0s|um|alle|alle ore|ore)(?= ))?("
              + CLOCK
              + ")?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MONTH =
      Pattern.compile(
          "\\b(jan|ene|gen|feb|fev|f\u00e9v|mar|mrz|m\u00e4r|apr|abr|avr|may|mai|mag|jun|juin|giu|jul|juil|lug"
              + "|aug|ago|ao\u00fb|aou|sep|set|oct|okt|ott|out|nov|dec|d\u00e9c|dic|dez)\\p{L}*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern SECONDS = Pattern.compile("[89]\\d{8}|[1-4]\\d{9}(\\.\\d+)?");
  private static final Pattern MILLIS = Pattern.compile("[89]\\d{11}|[1-4]\\d{12}");

  public static Optional<TimeShape> of(String text) {
    Matcher numeric = NUMERIC.matcher(text);
    if (numeric.matches()) {
      return numeric(numeric);
    }
    if (COMPACT_DATE.matcher(text).matches()) {
      return plain(Order.COMPACT);
    }
    if (SECONDS.matcher(text).matches()) {
      return plain(Order.EPOCH_SECONDS);
    }
    if (MILLIS.matcher(text).matches()) {
      return plain(Order.EPOCH_MILLIS);
    }
    boolean named = NAMED.matcher(text).matches() && MONTH.matcher(text).find();
    return named ? plain(Order.NAMED_MONTH) : Optional.empty();
  }

  private static Optional<TimeShape> plain(Order order) {
    return Optional.of(new TimeShape(order, 0, 0, ""));
  }

  private static Optional<TimeShape> numeric(Matcher matcher) {
    String a = matcher.group("a");
    int first = Integer.parseInt(a);
    int second = Integer.parseInt(matcher.group("b"));
    String c = matcher.group("c");
    if (a.length() == 4) {
      boolean plausible =
          second >= 1 && second <= 12 && c.length() <= 2 && day(Integer.parseInt(c));
      return plausible ? Optional.of(of(Order.YMD, first, second, matcher)) : Optional.empty();
    }
    boolean yearLast = a.length() <= 2 && (c.length() == 4 || c.length() == 2);
    if (!yearLast || first < 1 || second < 1 || first > 31 || second > 31) {
      return Optional.empty();
    }
    if (first > 12 && second > 12) {
      return Optional.empty();
    }
    return Optional.of(of(Order.DMY_OR_MDY, first, second, matcher));
  }

  private static boolean day(int number) {
    return number >= 1 && number <= 31;
  }

  private static TimeShape of(Order order, int first, int second, Matcher matcher) {
    return new TimeShape(order, first, second, format(order, matcher));
  }

  private static String format(Order order, Matcher matcher) {
    String mark = matcher.group("mark");
    String year = matcher.group("c").length() == 2 ? "%y" : "%Y";
    String date =
        order == Order.YMD ? "%Y" + mark + "%m" + mark + "%d" : "?1" + mark + "?2" + mark + year;
    if (matcher.group("clock") == null) {
      return date;
    }
    String gap = matcher.group("gap");
    boolean odd = matcher.group("half") != null || !(gap.equals("T") || gap.equals(" "));
    String fraction = matcher.group("fraction");
    if (odd || matcher.group("offset") != null || (fraction != null && fraction.startsWith(","))) {
      return "";
    }
    String seconds = matcher.group("seconds") == null ? "" : fraction == null ? ":%S" : ":%S.%f";
    return date + gap + "%H:%M" + seconds;
  }
}
