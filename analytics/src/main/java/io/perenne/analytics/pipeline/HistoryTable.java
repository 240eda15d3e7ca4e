// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.home.RowCounts;
import io.perenne.clv.history.ObservationPeriod;
import java.math.BigDecimal;

/** One purchase history per customer seen up to the reference date, on an engine. */
public interface HistoryTable {
  /** Returns what the histories were observed over. */
  ObservationPeriod period();

  /** Returns what became of the rows. */
  RowCounts counts();

  /** Returns how refunds found what they give back. */
  RefundCounts refunds();

  /** Returns the money of the rows without customer, refunds taken off. */
  BigDecimal anonymousMoney();

  /** Returns which rows counted, and how. */
  TicketRules rules();
}
