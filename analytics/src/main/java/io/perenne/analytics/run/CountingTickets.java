// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.RowCounts;
import io.perenne.analytics.ingest.meaning.StatusReport;
import io.perenne.analytics.pipeline.TransactionSource;
import java.util.List;

/**
 * Refuses transactions of which none counts for its status. A run would make everybody inactive,
 * and a delivery would replace yesterday's file with that: far likelier a column was taken for a
 * status that is none, or the words named do not stand in the file.
 */
final class CountingTickets {
  private static final int NAMED = 8;

  private CountingTickets() {}

  /**
   * Requires a ticket that counts, if any was left out for its status.
   *
   * @throws InputException naming the statuses, and the setting that makes them count
   */
  static void require(Scanned scanned, TransactionSource source) {
    RowCounts counts = scanned.histories().counts();
    if (counts.tickets() > 0 || counts.notCountable() == 0) {
      return;
    }
    List<String> words =
        source.statuses().map(StatusReport::words).orElse(List.of()).stream()
            .map(StatusReport.Word::word)
            .filter(word -> !word.isBlank())
            .limit(NAMED)
            .toList();
    throw new InputException(
        Problem.of(Texts.message("problem.statuses.none", counts.notCountable()))
            .withWhere(
                String.join(
                    ", ", source.files().stream().map(file -> file.path().toString()).toList()))
            .withValue(String.join(", ", words))
            .withRemedy(Texts.message("problem.statuses.none.remedy", String.join(",", words))));
  }
}
