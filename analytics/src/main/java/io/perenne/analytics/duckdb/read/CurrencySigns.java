// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.column.MoneyText;
import io.perenne.analytics.sql.Sql;
import java.util.List;

/**
 * The currency of the amounts of one column, by the signs within them.
 *
 * @param currency an ISO code, or a sign that several currencies share; empty if nobody knows
 */
record CurrencySigns(String currency) {

  /** The currency of the first values; of amounts without signs, that of the report. */
  static CurrencySigns of(List<String> values, String reporting) {
    for (String value : values) {
      String currency = MoneyText.parse(value).map(MoneyText::currency).orElse("");
      if (!currency.isEmpty()) {
        return new CurrencySigns(currency);
      }
    }
    return new CurrencySigns(reporting);
  }

  /** Reads a number, but not one with the sign of another currency. */
  ValueReading only(String text, ValueReading number) {
    if (currency.isEmpty() || number.otherwise().startsWith("CAST(NULL AS ")) {
      return number;
    }
    String own = MoneyText.signs(currency);
    String bare =
        own.isEmpty() ? text : "regexp_replace(" + text + ", " + Sql.quote(own) + ", '', 'g')";
    return new ValueReading(
        number.usual(),
        "CASE WHEN NOT regexp_matches("
            + bare
            + ", "
            + Sql.quote(MoneyText.otherSigns(currency))
            + ") THEN "
            + number.otherwise()
            + " END");
  }
}
