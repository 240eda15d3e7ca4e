// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An integer id in whatever dress: {@code 17850}, {@code 17850.0}, {@code '17850} and {@code
 * 1.785E4} are one customer. An integer is an integer, however a program wrote it. Whether the
 * values of a column may be undressed is decided for the column as a whole, by {@link
 * IdentityColumn}.
 */
public final class IdentityText {

  /** How an id is written. */
  public enum Dress {
    /** Digits. */
    PLAIN,
    /** Digits with at least one zero in front. */
    ZEROS_IN_FRONT,
    /** Digits and decimals that are all zero, as statistics packages write integers. */
    ZERO_DECIMALS,
    /** An integer with an exponent, perhaps with all its digits, perhaps not. */
    EXPONENT,
    /** A number with decimals: no integer, so its neighbours with zero decimals are none either. */
    FRACTION,
    /** Anything else: an id that is no number. */
    TEXT
  }

  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern DECIMALS = Pattern.compile("\\d+[.,]\\d+");

  /** Three zeros are left alone: {@code 1.000} may be a thousand. */
  private static final Pattern ZERO_DECIMALS = Pattern.compile("\\d+[.,](0|00|0{4,})");

  private static final Pattern EXPONENT = Pattern.compile("\\d+([.,]\\d+)?[eE]\\+?\\d{1,2}");

  private IdentityText() {}

  /**
   * Without blanks around it and without what spreadsheets and shops put around an id to keep it
   * from being a number: the apostrophe of {@code '17} and the formula of {@code ="17"}.
   */
  public static String bare(String id) {
    String bare = id.strip();
    if (bare.length() > 3 && bare.startsWith("=\"") && bare.endsWith("\"")) {
      return bare.substring(2, bare.length() - 1);
    }
    boolean apostrophe = bare.length() > 1 && bare.charAt(0) == '\'' && !bare.endsWith("'");
    return apostrophe ? bare.substring(1) : bare;
  }

  /** How {@code id} is written. */
  public static Dress dress(String id) {
    String bare = bare(id);
    if (DIGITS.matcher(bare).matches()) {
      return bare.length() > 1 && bare.charAt(0) == '0' ? Dress.ZEROS_IN_FRONT : Dress.PLAIN;
    }
    if (ZERO_DECIMALS.matcher(bare).matches()) {
      return Dress.ZERO_DECIMALS;
    }
    if (EXPONENT.matcher(bare).matches()) {
      return isWhole(number(bare)) ? Dress.EXPONENT : Dress.FRACTION;
    }
    return DECIMALS.matcher(bare).matches() ? Dress.FRACTION : Dress.TEXT;
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }

  /** The number that a bare id with decimals or an exponent is. */
  static BigDecimal number(String bare) {
    return new BigDecimal(bare.replace(',', '.'));
  }

  /** How many digits the number before the exponent has. */
  static int significantDigits(String bare) {
    int end = Math.max(bare.indexOf('e'), bare.indexOf('E'));
    return (int) bare.substring(0, end).chars().filter(Character::isDigit).count();
  }

  /**
   * The digits of an integer id, without decimals and exponent; any other id as it stands but for
   * its apostrophe. Zeros in front stay: they are part of an id.
   */
  public static String canonical(String id) {
    String bare = bare(id);
    return switch (dress(bare)) {
      case ZERO_DECIMALS -> bare.substring(0, Math.max(bare.indexOf('.'), bare.indexOf(',')));
      case EXPONENT -> number(bare).toBigIntegerExact().toString();
      default -> bare;
    };
  }

  /** The form in which ids that differ by zeros in front are equal: 17 for {@code 000017}. */
  public static String withoutZeros(String id) {
    String canonical = canonical(id);
    if (!DIGITS.matcher(canonical).matches()) {
      return canonical;
    }
    int zeros = 0;
    while (zeros < canonical.length() - 1 && canonical.charAt(zeros) == '0') {
      zeros++;
    }
    return canonical.substring(zeros);
  }
}
