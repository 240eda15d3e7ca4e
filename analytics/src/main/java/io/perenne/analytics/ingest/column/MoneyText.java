// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An amount that carries its currency: {@code €10.00}, {@code US$ 1,000.00}, {@code JPY 15,000},
 * {@code 61,40 €}.
 *
 * @param amount the amount without currency, its minus in front; how its decimals are written is
 *     left open
 * @param currency an ISO code; a sign that several currencies share, {@code $}, {@code ¥} or {@code
 *     kr}; empty if there is none
 */
public record MoneyText(String amount, String currency) {

  /** Signs that stand for one currency, longer ones first. */
  private static final Map<String, String> SIGNS = new LinkedHashMap<>();

  static {
    String[] signs = {
      "US$",
      "USD",
      "U$S",
      "USD",
      "MX$",
      "MXN",
      "AU$",
      "AUD",
      "CA$",
      "CAD",
      "NZ$",
      "NZD",
      "HK$",
      "HKD",
      "NT$",
      "TWD",
      "CN\u00a5",
      "CNY",
      "JP\u00a5",
      "JPY",
      "R$",
      "BRL",
      "A$",
      "AUD",
      "C$",
      "CAD",
      "S$",
      "SGD",
      "S/.",
      "PEN",
      "S/",
      "PEN",
      "z\u0142",
      "PLN",
      "K\u010d",
      "CZK",
      "Ft",
      "HUF",
      "Fr.",
      "CHF",
      "Rs.",
      "INR",
      "\u20ac",
      "EUR",
      "\u00a3",
      "GBP",
      "\u20b9",
      "INR",
      "\u20a9",
      "KRW",
      "\u20ba",
      "TRY",
      "\u20aa",
      "ILS",
      "\u20b1",
      "PHP",
      "\u0e3f",
      "THB",
      "\u20ab",
      "VND",
      "\u20bd",
      "RUB",
      "\u20b4",
      "UAH",
      "\u20a6",
      "NGN",
      "\u09f3",
      "BDT",
      "\u20b2",
      "PYG",
      "\u20a1",
      "CRC"
    };
    for (int i = 0; i < signs.length; i += 2) {
      SIGNS.put(signs[i], signs[i + 1]);
    }
  }

  /** Signs that several currencies share. */
  private static final String SHARED = "\\$|\u00a5|\uffe5|kr\\.?";

  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .filter(code -> !code.startsWith("X"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> DOLLARS =
      Set.of("USD", "MXN", "CLP", "COP", "ARS", "CAD", "AUD", "NZD", "SGD", "HKD", "UYU", "DOP");
  private static final Set<String> CROWNS = Set.of("SEK", "NOK", "DKK", "ISK");

  private static final String SIGN =
      SIGNS.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
  private static final String BLANK = "[\\s\\u00a0\\u202f]*";
  private static final String CURRENCY = "(" + SIGN + "|[A-Za-z]{3}|" + SHARED + ")?";
  private static final Pattern MONEY =
      Pattern.compile(
          "(?<open>[-+(\u2212]?)"
              + BLANK
              + "(?<before>"
              + CURRENCY
              + ")"
              + BLANK
              + "(?<sign>[-+\u2212]?)"
              + BLANK
              + "(?<digits>[.,]?\\d(?:[\\d.,'\\u2019\\s\\u00a0\\u202f]*[\\d.,])?)"
              + BLANK
              + "(?<after>"
              + CURRENCY
              + ")"
              + BLANK
              + "(?<close>[-)\u2212]?)");

  /**
   * The signs and codes that say an amount is in {@code currency}, as a regular expression.
   *
   * @param currency an ISO code, or a sign that several currencies share
   */
  public static String signs(String currency) {
    return alternatives(currency, true);
  }

  /** The signs and codes that say an amount is in another currency, as a regular expression. */
  public static String otherSigns(String currency) {
    return alternatives(currency, false);
  }

  private static String alternatives(String currency, boolean own) {
    Stream<String> signs =
        SIGNS.entrySet().stream()
            .filter(sign -> mayBe(sign.getValue(), currency) == own)
            .map(sign -> sign.getKey().replaceAll("[$./]", "[$0]"));
    Stream<String> codes =
        SIGNS.values().stream().distinct().filter(code -> mayBe(code, currency) == own);
    Stream<String> shared =
        Map.of("$", "[$]", "\u00a5", "\u00a5|\uffe5", "kr", "[kK][rR]").entrySet().stream()
            .filter(sign -> mayBe(sign.getKey(), currency) == own)
            .map(Map.Entry::getValue)
            .sorted();
    return Stream.of(signs, codes, shared)
        .flatMap(Function.identity())
        .collect(Collectors.joining("|"));
  }

  private static boolean mayBe(String one, String other) {
    return one.equals(other) || shares(one, other) || shares(other, one);
  }

  private static boolean shares(String sign, String code) {
    return switch (sign) {
      case "$" -> DOLLARS.contains(code);
      case "\u00a5" -> code.equals("JPY") || code.equals("CNY");
      case "kr" -> CROWNS.contains(code);
      default -> false;
    };
  }

  /** Reads an amount; empty if {@code text} is no number with at most one currency. */
  public static Optional<MoneyText> parse(String text) {
    Matcher matcher = MONEY.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String open = matcher.group("open");
    String close = matcher.group("close");
    if (open.equals("(") != close.equals(")")) {
      return Optional.empty();
    }
    Optional<String> currency = currency(matcher.group("before"), matcher.group("after"));
    boolean minus = isMinus(open) || isMinus(matcher.group("sign")) || isMinus(close);
    String digits = matcher.group("digits");
    boolean negative = minus || open.equals("(");
    return currency.map(code -> new MoneyText((negative ? "-" : "") + digits, code));
  }

  private static boolean isMinus(String sign) {
    return sign.equals("-") || sign.equals("\u2212");
  }

  /** The currency named before or after the number; absent if both or neither can be one. */
  private static Optional<String> currency(String before, String after) {
    if (before.isEmpty() || after.isEmpty()) {
      return code(before + after);
    }
    Optional<String> code = code(before);
    // $ 10.00 USD names its currency twice
    return code.isPresent() && code(after).isPresent()
        ? (code.get().length() == 3 ? code : code(after))
        : Optional.empty();
  }

  private static Optional<String> code(String text) {
    if (text.isEmpty()) {
      return Optional.of("");
    }
    String known = SIGNS.get(text);
    if (known != null) {
      return Optional.of(known);
    }
    String code = text.toUpperCase(Locale.ROOT);
    if (CODES.contains(code)) {
      return Optional.of(code);
    }
    return switch (code) {
      case "$" -> Optional.of("$");
      case "\u00a5", "\uffe5" -> Optional.of("\u00a5");
      case "KR", "KR." -> Optional.of("kr");
      default -> Optional.empty();
    };
  }

  /**
   * The ISO code of {@link #currency} where amounts are usually in {@code usual}: a shared sign
   * means the usual currency if that has the sign, else the best known one; empty if there is no
   * currency or, for crowns, none is best known.
   */
  public Optional<String> currency(String usual) {
    return switch (currency) {
      case "" -> Optional.empty();
      case "$" -> Optional.of(DOLLARS.contains(usual) ? usual : "USD");
      case "\u00a5" -> Optional.of(usual.equals("CNY") ? usual : "JPY");
      case "kr" -> CROWNS.contains(usual) ? Optional.of(usual) : Optional.empty();
      default -> Optional.of(currency);
    };
  }
}
