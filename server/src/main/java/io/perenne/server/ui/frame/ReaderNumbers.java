// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.perenne.clv.words.Language;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Currency;
import java.util.Locale;

/**
 * Numbers and dates as a reader of a language expects them on a page. A true minus, a thousands
 * mark always, a space that does not break before a unit, a dash for what does not apply.
 */
public final class ReaderNumbers {
  /** What stands for a value that does not apply. */
  public static final String ABSENT = "–";

  private static final char SPACE = '\u00a0';
  private static final char MINUS = '\u2212';
  private static final String UNITS = "kMGTPE";
  private static final double MILLION = 1e6;
  private static final double COMPACT_FROM = 1e6;

  private final Language language;
  private final DecimalFormatSymbols symbols;
  private final String currency;

  /**
   * Makes the numbers of a reader.
   *
   * @param currencyCode the ISO 4217 code of the money
   */
  public ReaderNumbers(Language language, String currencyCode) {
    this.language = language;
    this.symbols =
        DecimalFormatSymbols.getInstance(
            language == Language.ES ? Locale.forLanguageTag("es-ES") : Locale.UK);
    symbols.setMinusSign(MINUS);
    this.currency = sign(currencyCode);
  }

  private static String sign(String code) {
    try {
      String sign = Currency.getInstance(code).getSymbol(Locale.forLanguageTag("es-ES"));
      return switch (code) {
        case "GBP" -> "£";
        case "USD" -> "$";
        default -> sign;
      };
    } catch (IllegalArgumentException e) {
      return code;
    }
  }

  /** Returns the sign of the currency. */
  public String currency() {
    return currency;
  }

  /** Returns a whole number: {@code 4.372}. */
  public String count(long count) {
    return format("#,##0", count);
  }

  /** Returns a number with one decimal: {@code 58,9}. */
  public String decimal(double value) {
    return format("#,##0.0", value);
  }

  /** Returns a number with two decimals at most: {@code 1,64} and {@code 3}. */
  public String ratio(double value) {
    return format("#,##0.##", value);
  }

  /** Returns a number with four significant digits, as parameters need: {@code 0,0003218}. */
  public String significant(double value) {
    BigDecimal rounded = new BigDecimal(value, new MathContext(4));
    return format("#,##0." + "#".repeat(Math.max(1, rounded.scale())), rounded);
  }

  /** Returns an amount without cents: {@code 17.309.354 £}. */
  public String money(double amount) {
    return withCurrency(format("#,##0", amount));
  }

  /** Returns an amount with cents, where sums must be seen to agree. */
  public String cents(double amount) {
    return withCurrency(format("#,##0.00", amount));
  }

  /** Returns a change of money with its sign and cents, where sums must be seen to agree. */
  public String centsChange(double amount) {
    String text = cents(Math.abs(amount));
    return amount < 0 ? MINUS + text : "+" + text;
  }

  /** Returns an amount in thousands, with a decimal below ten of them, without its currency. */
  public String thousands(double amount) {
    double thousands = amount / 1000;
    return format(Math.abs(thousands) < 10 ? "#,##0.0" : "#,##0", thousands);
  }

  /** Returns an amount of a million and more in millions: {@code 17,31 M £}; smaller ones whole. */
  public String shortMoney(double amount) {
    if (Math.abs(amount) < COMPACT_FROM) {
      return money(amount);
    }
    String millions = format("#,##0.00", amount / MILLION);
    return withCurrency(language == Language.ES ? millions + SPACE + "M" : millions + "M");
  }

  /** Returns an amount without its currency, for the column of a table that names it. */
  public String amount(double amount) {
    return format("#,##0", amount);
  }

  /** Returns a change of money with its sign. */
  public String moneyChange(double amount) {
    String text = money(Math.abs(amount));
    return amount < 0 ? MINUS + text : "+" + text;
  }

  /** Returns a part of one: 0.479 as {@code 47,9 %}. */
  public String share(double share) {
    String percent = format("#,##0.0", share * 100);
    return language == Language.ES ? percent + SPACE + "%" : percent + "%";
  }

  /** Returns a part of one with its sign: 0.479 as {@code +47,9 %}. */
  public String shareChange(double share) {
    String text = share(Math.abs(share));
    return share < 0 ? MINUS + text : "+" + text;
  }

  /** Returns a number with two decimals and its sign: {@code −0,04}. */
  public String ratioChange(double value) {
    return format("+#,##0.00;" + MINUS + "#,##0.00", value);
  }

  /** Returns a probability with three decimals; {@code < 0,001} below. */
  public String probability(double value) {
    return value < 0.001 ? "<" + SPACE + format("0.000", 0.001) : format("0.000", value);
  }

  /** Returns a whole number with its sign: {@code +17}. */
  public String signed(double value) {
    return format("+#,##0;" + MINUS + "#,##0", value);
  }

  /** Returns an amount as a file has it, without cents; a dash for an empty one. */
  public String fileMoney(String value) {
    return value.isEmpty() ? ABSENT : money(Double.parseDouble(value));
  }

  /** Returns a whole number as a file has it; a dash for an empty one. */
  public String fileNumber(String value) {
    return value.isEmpty() ? ABSENT : amount(Double.parseDouble(value));
  }

  /** Returns a number with its sign as a file has it; a dash for an empty one. */
  public String fileChange(String value) {
    return value.isEmpty() ? ABSENT : signed(Double.parseDouble(value));
  }

  /** Returns how much a file holds: {@code 812 kB}, {@code 4,7 GB}. */
  public String bytes(long bytes) {
    if (bytes < 1000) {
      return count(bytes) + SPACE + "B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.5) {
      value /= 1000;
      unit++;
    }
    return format(value < 10 ? "0.0" : "0", value) + SPACE + UNITS.charAt(unit) + "B";
  }

  /** Returns a day: {@code 9 dic 2011}. */
  public String date(LocalDate day) {
    return formatter("d MMM yyyy", day).replace(".", "");
  }

  /** Returns a day of a year that is known: {@code 9 dic}. */
  public String shortDate(LocalDate day) {
    return formatter("d MMM", day).replace(".", "");
  }

  /** Returns an instant in a zone: {@code 9 dic 2011, 03:00}. */
  public String instant(Instant instant, ZoneId zone) {
    return formatter("d MMM yyyy, HH:mm", instant.atZone(zone)).replace(".", "");
  }

  /** Returns how long something took: {@code 1,4 s}, {@code 3 min 20 s}. */
  public String duration(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 60) {
      return format("0.0", seconds) + SPACE + "s";
    }
    return count(duration.toMinutes()) + SPACE + "min " + duration.toSecondsPart() + SPACE + "s";
  }

  private String formatter(String pattern, TemporalAccessor time) {
    Locale locale = language == Language.ES ? Locale.forLanguageTag("es-ES") : Locale.ENGLISH;
    return DateTimeFormatter.ofPattern(pattern, locale).format(time);
  }

  private String withCurrency(String number) {
    if (language == Language.ES) {
      return number + SPACE + currency;
    }
    return number.charAt(0) == MINUS ? MINUS + currency + number.substring(1) : currency + number;
  }

  private String format(String pattern, Number number) {
    DecimalFormat format = new DecimalFormat(pattern, symbols);
    format.setRoundingMode(RoundingMode.HALF_UP);
    String text = format.format(number);
    return text.matches(MINUS + "[0.,]+") ? text.substring(1) : text;
  }
}
