// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.home.RowCounts;
import io.perenne.clv.history.ObservationPeriod;

/** One purchase history per customer seen up to the reference date, on an engine. */
public interface HistoryTable {
  /** Returns what the histories were observed over. */
  ObservationPeriod period();

  /** Returns what became of the rows. */
  RowCounts counts();

  /** Returns which rows counted, and how. */
  TicketRules rules();
}
