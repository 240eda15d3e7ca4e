// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.segments;

import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.pipeline.RunFigures.ActivityCell;
import java.util.ArrayList;
import java.util.List;

/**
 * Buyers by tickets, most first, and by days of silence.
 *
 * @param rows from most tickets to one
 * @param regulars how many with six tickets or more bought within the last 30 days
 */
public record ActivityTable(List<Row> rows, long regulars) {
  private static final int SILENCES = RunFigures.SILENCE_UP_TO.size() + 1;
  private static final int MOST_SHADE = 6;
  private static final int REGULAR_CLASS = 3;

  /**
   * The buyers with so many tickets.
   *
   * @param from the least number of tickets
   * @param upTo the largest; 0 for no end
   */
  public record Row(int from, int upTo, List<Cell> cells) {}

  /**
   * Some buyers.
   *
   * @param shade 0 for the fewest to 6 for the most
   */
  public record Cell(long customers, int shade) {}

  static ActivityTable of(List<ActivityCell> cells) {
    long most = cells.stream().mapToLong(ActivityCell::customers).max().orElse(0);
    List<Row> rows = new ArrayList<>();
    for (int tickets = RunFigures.TICKETS_FROM.size() - 1; tickets >= 0; tickets--) {
      List<Cell> row = new ArrayList<>();
      for (int silence = 0; silence < SILENCES; silence++) {
        long customers = customers(cells, tickets, silence);
        row.add(new Cell(customers, shade(customers, most)));
      }
      rows.add(new Row(RunFigures.TICKETS_FROM.get(tickets), upTo(tickets), row));
    }
    return new ActivityTable(
        rows,
        cells.stream()
            .filter(cell -> cell.ticketsClass() >= REGULAR_CLASS && cell.silenceClass() == 0)
            .mapToLong(ActivityCell::customers)
            .sum());
  }

  private static int upTo(int tickets) {
    return tickets + 1 < RunFigures.TICKETS_FROM.size()
        ? RunFigures.TICKETS_FROM.get(tickets + 1) - 1
        : 0;
  }

  private static long customers(List<ActivityCell> cells, int tickets, int silence) {
    return cells.stream()
        .filter(cell -> cell.ticketsClass() == tickets && cell.silenceClass() == silence)
        .mapToLong(ActivityCell::customers)
        .sum();
  }

  /** Square roots, so that small cells differ too. */
  private static int shade(long customers, long most) {
    return customers == 0 ? 0 : (int) Math.round(MOST_SHADE * Math.sqrt((double) customers / most));
  }
}
