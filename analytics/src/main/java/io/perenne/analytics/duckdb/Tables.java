// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.home.RowCounts;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.RefundCounts;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.ValueTable;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.segment.SegmentRules;
import java.math.BigDecimal;

/** The tables that a DuckDB hands out, each with its name in the database. */
final class Tables {
  private Tables() {}

  record Histories(
      String name,
      ObservationPeriod period,
      RowCounts counts,
      RefundCounts refunds,
      BigDecimal anonymousMoney,
      TicketRules rules)
      implements HistoryTable {}

  record Values(String name, HistoryTable histories) implements ValueTable {}

  record Segments(String name, ValueTable values, SegmentRules rules) implements SegmentTable {}

  /** Returns the name of a table of histories. */
  static String name(HistoryTable table) {
    return own(Histories.class, table).name();
  }

  /** Returns the name of a table of values. */
  static String name(ValueTable table) {
    return own(Values.class, table).name();
  }

  /** Returns the name of a table of segments. */
  static String name(SegmentTable table) {
    return own(Segments.class, table).name();
  }

  /** Returns a table as what this engine handed out. */
  static <T> T own(Class<T> type, Object table) {
    if (!type.isInstance(table)) {
      throw new IllegalArgumentException("a table of another engine: " + table);
    }
    return type.cast(table);
  }
}
