// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.MinorUnits;
import io.perenne.analytics.ingest.profile.Profile;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;

/** What a reader must know about the money of a file: all totals depend on it. */
final class MoneyWarnings {

  private MoneyWarnings() {}

  /** Returns the warnings, given the ISO code of the currency of the report; empty if unknown. */
  static List<Message> of(TransactionFile file, String currency) {
    List<Message> warnings = new ArrayList<>();
    int perUnit = currency.isEmpty() ? 100 : MinorUnits.perUnit(currency);
    for (FieldMapping found : file.mapping()) {
      if (TransactionFile.inMinorUnits(found) && (file.has("currency") || perUnit > 1)) {
        warnings.add(
            file.has("currency")
                ? Texts.message("warning.file.cents.by-row", file.table().path(), found.column())
                : Texts.message(
                    "warning.file.cents", file.table().path(), found.column(), "" + perUnit));
      }
    }
    file.profile()
        .flatMap(Profile::currency)
        .filter(own -> !file.has("currency") && !currency.isEmpty() && !own.equals(currency))
        .ifPresent(
            own ->
                warnings.add(
                    Texts.message("warning.file.currency", file.table().path(), own, currency)));
    return warnings;
  }
}
