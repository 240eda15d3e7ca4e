// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.pipeline.SegmentFigures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Collects the rows of {@code segment_figures.sql} that are about one segment. */
final class SegmentCollector {
  private final List<RunFigures.ValueCell> values = new ArrayList<>();
  private final List<SegmentFigures.Step> rhythm = new ArrayList<>();
  private final List<SegmentFigures.Step> tickets = new ArrayList<>();
  private long reachable;

  void add(ResultSet row) throws SQLException {
    long customers = row.getLong("customers");
    int step = row.getInt("step");
    boolean none = row.wasNull();
    switch (row.getString("measure")) {
      case "value" -> {
        if (!none) {
          values.add(new RunFigures.ValueCell(row.getString("band"), step, customers));
        }
      }
      case "rhythm" -> {
        if (!none) {
          rhythm.add(new SegmentFigures.Step(step, customers));
        }
      }
      case "tickets" -> tickets.add(new SegmentFigures.Step(step, customers));
      default -> reachable += row.getLong("reachable");
    }
  }

  SegmentFigures figures() {
    return new SegmentFigures(reachable, values, rhythm, tickets);
  }
}
