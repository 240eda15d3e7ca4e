// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Column names as people compare them: without case, accents, blanks and signs. */
public final class ColumnName {

  private static final Pattern MARKS = Pattern.compile("\\p{M}");
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final Pattern IN_BRACKETS = Pattern.compile("[(\\[].*?[)\\]]");
  private static final Pattern LITTLE_WORD =
      Pattern.compile(
          "(?<=[\\s_])(de|del|de la|do|da|du|des|der|di|della|dell'|d'|l'|la|le|el|of)(?=[\\s_])|\\b[dl]'",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD_END = Pattern.compile("[_\\s(\\[-]+");
  private static final Set<String> CURRENCIES =
      Set.of(
          "eur", "usd", "gbp", "jpy", "chf", "mxn", "cop", "ars", "clp", "pen", "brl", "cad", "aud",
          "sek", "nok", "dkk", "pln", "czk", "huf", "cny", "inr");

  private ColumnName() {}

  /** {@code "Customer ID"}, {@code customer_id} and {@code CustomerId} are all customerid. */
  public static String normal(String name) {
    String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
    String ordinal = plain.replace("\u00ba", "o").replace("#", " number");
    return SIGNS.matcher(ordinal.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  /**
   * Without a currency, a smallest unit, a remark in brackets or little words: {@code amount_gbp},
   * {@code total_in_cents}, {@code Total (EUR)}, {@code Fecha de la compra}.
   */
  static String withoutRemark(String name) {
    String bare = MinorUnits.without(IN_BRACKETS.matcher(name).replaceAll(" ").strip());
    for (String part : WORD_END.split(bare, -1)) {
      boolean remark = CURRENCIES.contains(part.toLowerCase(Locale.ROOT));
      if (remark && part.length() < bare.length()) {
        bare = bare.replace(part, " ");
      }
    }
    return normal(LITTLE_WORD.matcher(bare).replaceAll(" "));
  }

  /** Whether the name says that its times are UTC, as in {@code Created (UTC)}. */
  public static boolean saysUtc(String name) {
    String normal = normal(name);
    return normal.endsWith("utc") || normal.endsWith("gmt");
  }
}
