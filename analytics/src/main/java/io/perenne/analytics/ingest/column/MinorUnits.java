// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Amounts in the smallest unit of their currency, as the name of their column tells: {@code
 * amount_cents}, {@code totalInCents}, {@code importe_centimos}, {@code amount_minor_units}.
 */
public final class MinorUnits {

  private static final Set<String> WORDS =
      Set.of(
          "cents",
          "cent",
          "centimos",
          "centavos",
          "centimes",
          "centesimi",
          "pence",
          "minor",
          "minorunits",
          "rappen",
          "grosze",
          "oere");

  private static final Set<String> BETWEEN = Set.of("in", "en", "de");

  private static final Pattern BORDER = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  private MinorUnits() {}

  /** Whether a column of this name holds amounts in the smallest unit. */
  public static boolean named(String column) {
    for (String word : BORDER.split(column, -1)) {
      if (WORDS.contains(ColumnName.normal(word))) {
        return true;
      }
    }
    return false;
  }

  /**
   * A name without what tells the smallest unit: {@code amount} for {@code amount_cents} and {@code
   * amountInCents}; any other name as it stands.
   */
  static String without(String column) {
    if (!named(column)) {
      return column;
    }
    List<String> words = new ArrayList<>();
    boolean after = false;
    for (String word : BORDER.split(column, -1)) {
      String normal = ColumnName.normal(word);
      boolean minor = WORDS.contains(normal);
      if (minor && !words.isEmpty() && BETWEEN.contains(words.get(words.size() - 1))) {
        words.remove(words.size() - 1);
      }
      if (!minor && !(after && normal.startsWith("unit"))) {
        words.add(normal);
      }
      after = minor;
    }
    return String.join(" ", words);
  }

  /**
   * How many of its smallest units one unit of {@code currency} has: 100 euro cents, 1 yen; 100 if
   * there is no such currency.
   */
  public static int perUnit(String currency) {
    try {
      int digits =
          Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits();
      return (int) Math.pow(10, Math.max(0, digits));
    } catch (IllegalArgumentException e) {
      return 100;
    }
  }
}
