// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.MinorUnits;
import io.perenne.analytics.ingest.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/** What a reader must know about the money of a file: all totals depend on it. */
final class MoneyWarnings {

  private MoneyWarnings() {}

  /** Returns the warnings, given the ISO code of the currency of the report; empty if unknown. */
  static List<String> of(TransactionFile file, String currency) {
    List<String> warnings = new ArrayList<>();
    int perUnit = currency.isEmpty() ? 100 : MinorUnits.perUnit(currency);
    for (FieldMapping found : file.mapping()) {
      if (TransactionFile.inMinorUnits(found) && (file.has("currency") || perUnit > 1)) {
        warnings.add(
            file.table().path()
                + ": "
                + found.column()
                + " is in the smallest unit of the currency, as its name says, and was divided by "
                + (file.has("currency")
                    ? "100, or by what the currency of the row asks"
                    : perUnit));
      }
    }
    file.profile()
        .flatMap(Profile::currency)
        .filter(own -> !file.has("currency") && !currency.isEmpty() && !own.equals(currency))
        .ifPresent(
            own ->
                warnings.add(
                    file.table().path()
                        + ": amounts of this export are "
                        + own
                        + ", but are taken for "
                        + currency
                        + "; set currency="
                        + own));
    return warnings;
  }
}
