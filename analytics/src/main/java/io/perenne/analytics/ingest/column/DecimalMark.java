// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which mark separates the decimals. The other one, and blanks, may group thousands. */
public enum DecimalMark {
  POINT("[-+]?(\\d+(\\.\\d*)?([eE][-+]?\\d+)?|\\.\\d+|\\d{1,3}(,\\d{3})+(\\.\\d*)?)"),
  COMMA("[-+]?(\\d+(,\\d*)?([eE][-+]?\\d+)?|,\\d+|\\d{1,3}(\\.\\d{3})+(,\\d*)?)");

  /** Signs of money and blanks, also between thousands; the SQL twin is in number_bare.sql. */
  private static final Pattern DRESSING =
      Pattern.compile(
          "[\\s\\u00a0\\u202f'\\u2019\\p{Sc}]|eur|usd|gbp|jpy|chf|mxn|cop|ars|clp|pen|brl|cad|aud|sek"
              + "|nok|dkk|pln|czk|huf|cny|inr|kr|z\\u0142|R(?=\\p{Sc})|US(?=\\p{Sc})|S/",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PLAIN = Pattern.compile("[-+]?\\d+(\\.\\d*)?|[-+]?\\.\\d+");

  private final Pattern pattern;

  DecimalMark(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  private boolean matches(String bare) {
    return pattern.matcher(bare).matches();
  }

  public static boolean isNumber(String text) {
    String bare = bare(text);
    return POINT.matches(bare) || COMMA.matches(bare);
  }

  /** Whether every engine reads {@code text} as a number: digits and at most one point. */
  public static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  /** Without currency, blanks and the accountant's ways to write a minus. */
  private static String bare(String text) {
    String bare = DRESSING.matcher(text).replaceAll("").replace('\u2212', '-');
    if (bare.length() > 2 && bare.startsWith("(") && bare.endsWith(")")) {
      return bare.substring(1, bare.length() - 1);
    }
    return bare.length() > 1 && bare.endsWith("-") ? bare.substring(0, bare.length() - 1) : bare;
  }

  /**
   * The style that {@code values} show; absent if they fit both and differ between them, as {@code
   * 1.234} does.
   */
  public static Optional<DecimalMark> of(List<String> values) {
    int point = 0;
    int comma = 0;
    int either = 0;
    for (String value : values) {
      String bare = bare(value);
      boolean asPoint = POINT.matches(bare);
      boolean asComma = COMMA.matches(bare);
      point += asPoint && !asComma ? 1 : 0;
      comma += asComma && !asPoint ? 1 : 0;
      either += asPoint && asComma && (bare.contains(".") || bare.contains(",")) ? 1 : 0;
    }
    if (point == 0 && comma == 0 && either > 0) {
      return Optional.empty();
    }
    return Optional.of(comma > point ? COMMA : POINT);
  }
}
