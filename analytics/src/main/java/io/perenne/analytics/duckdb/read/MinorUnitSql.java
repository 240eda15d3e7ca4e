// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.column.MinorUnits;
import io.perenne.analytics.sql.Sql;
import java.util.Currency;
import java.util.stream.Collectors;

/** Turns amounts in the smallest unit of their currency into amounts. */
final class MinorUnitSql {

  private static final int USUAL = 100;

  private final String reporting;

  /** With the ISO code of the currency of amounts without one; empty if it is unknown. */
  MinorUnitSql(String reporting) {
    this.reporting = reporting;
  }

  /**
   * Divides a number by how many of its smallest units its currency has.
   *
   * @param currency the text of the row's currency; NULL where it is that of the report
   */
  ValueReading divided(ValueReading number, String currency, int scale) {
    String share = share(currency);
    return new ValueReading(
        divided(number.usual(), share, scale), divided(number.otherwise(), share, scale));
  }

  private static String divided(String number, String share, int scale) {
    return number.startsWith("CAST(NULL AS ")
        ? number
        : "TRY_CAST((%s) * %s AS DECIMAL(18, %d))".formatted(number, share, scale);
  }

  private String share(String currency) {
    String other = reporting.isEmpty() ? share(USUAL) : share(MinorUnits.perUnit(reporting));
    if (currency.startsWith("CAST(NULL AS ")) {
      return other;
    }
    String code = "upper(" + currency + ")";
    return "CASE WHEN %1$s IS NULL THEN %2$s WHEN %1$s IN (%3$s) THEN %4$s WHEN %1$s IN (%5$s) THEN %6$s ELSE %7$s END"
        .formatted(code, other, codes(1), share(1), codes(1000), share(1000), share(USUAL));
  }

  /** Exactly representable, so that no cent is lost. */
  private static String share(int perUnit) {
    String text = perUnit == 1 ? "1.000" : perUnit == 1000 ? "0.001" : "0.010";
    return "CAST(" + text + " AS DECIMAL(4, 3))";
  }

  private static String codes(int perUnit) {
    return Currency.getAvailableCurrencies().stream()
        .filter(currency -> currency.getDefaultFractionDigits() >= 0)
        .map(Currency::getCurrencyCode)
        .filter(code -> MinorUnits.perUnit(code) == perUnit)
        .sorted()
        .map(Sql::quote)
        .collect(Collectors.joining(", "));
  }
}
