// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.TransactionTable;
import java.util.List;

/**
 * The transactions, read once.
 *
 * @param table where they can be read again
 * @param histories what they were reduced to
 * @param rejects the rows that could not be read
 * @param idsAlike some of the ids that differ only by case, group by group
 */
record Scanned(
    TransactionTable table, HistoryTable histories, Rejects rejects, List<String> idsAlike) {
  /** Copies the list. */
  Scanned {
    idsAlike = List.copyOf(idsAlike);
  }

  /** Returns all rows, those of broken structure included. */
  long rows() {
    return histories.counts().rows() + rejects.broken();
  }

  /** Returns the rows that could not be read, those without an exchange rate included. */
  long rejected() {
    return rejects.count();
  }

  /** Returns the rows in a currency for which there is no exchange rate. */
  long withoutRate() {
    return histories.counts().withoutRate();
  }

  /** Returns the share of rows that could not be read. */
  double rejectShare() {
    return rows() == 0 ? 0 : (double) rejected() / rows();
  }
}
