// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.movement;

import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.pipeline.MovementLedger;
import io.perenne.clv.segment.Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who went from which segment to which.
 *
 * @param rows by the segment before, then those who are new
 * @param now everybody in the later run, by segment
 */
public record MovementMatrix(List<Row> rows, List<Cell> now) {
  /** The id of those whom a run does not know. */
  public static final String NOBODY = "";

  private static final double SOME = 0.03;
  private static final double MANY = 0.09;
  private static final List<String> SEGMENTS =
      Arrays.stream(Segment.values()).map(Segment::id).toList();

  /**
   * Those of one segment.
   *
   * @param id their segment before; empty for those who are new
   * @param cells by the segment now, then those who are gone
   * @param had all of them, with their value before
   */
  public record Row(String id, List<Cell> cells, Cell had) {}

  /**
   * Some customers.
   *
   * @param customers how many
   * @param value their lifetime value in the later run; in the earlier run for those who are gone
   * @param style the class of the cell: {@code same}, {@code u1} to {@code u3} for up, {@code d1}
   *     to {@code d3} for down, by their part of the row; empty for few
   */
  public record Cell(String before, String now, long customers, BigDecimal value, String style) {}

  static MovementMatrix of(Movement movement) {
    List<Row> rows =
        Stream.concat(SEGMENTS.stream(), Stream.of(NOBODY))
            .map(before -> row(before, movement.cells()))
            .toList();
    List<Cell> now =
        SEGMENTS.stream()
            .map(
                segment -> {
                  List<Movement.Cell> all =
                      movement.cells().stream()
                          .filter(cell -> cell.segmentNow().equals(segment))
                          .toList();
                  return new Cell(
                      NOBODY,
                      segment,
                      customers(all),
                      MovementLedger.sum(all, Movement.Cell::now),
                      "total");
                })
            .toList();
    return new MovementMatrix(rows, now);
  }

  private static Row row(String before, List<Movement.Cell> all) {
    List<Movement.Cell> own =
        all.stream().filter(cell -> cell.segmentBefore().equals(before)).toList();
    long had = customers(own);
    List<Cell> cells = new ArrayList<>();
    for (String now : Stream.concat(SEGMENTS.stream(), Stream.of(NOBODY)).toList()) {
      List<Movement.Cell> moved =
          own.stream().filter(cell -> cell.segmentNow().equals(now)).collect(Collectors.toList());
      long customers = customers(moved);
      BigDecimal value =
          MovementLedger.sum(
              moved, now.equals(NOBODY) ? Movement.Cell::before : Movement.Cell::now);
      cells.add(new Cell(before, now, customers, value, style(before, now, customers, had)));
    }
    return new Row(
        before,
        cells,
        new Cell(before, NOBODY, had, MovementLedger.sum(own, Movement.Cell::before), "total"));
  }

  private static String style(String before, String now, long customers, long had) {
    if (before.equals(NOBODY) || now.equals(NOBODY) || customers == 0) {
      return before.equals(now) && !before.equals(NOBODY) ? "same" : "";
    }
    if (before.equals(now)) {
      return "same";
    }
    double share = (double) customers / had;
    int step = share >= MANY ? 3 : share >= SOME ? 2 : 1;
    return (now.compareTo(before) < 0 ? "u" : "d") + step;
  }

  private static long customers(List<Movement.Cell> cells) {
    return cells.stream().mapToLong(Movement.Cell::customers).sum();
  }

  /** Returns whether anybody is new. */
  public boolean hasNew() {
    return rows.get(rows.size() - 1).had().customers() > 0;
  }

  /** Returns whether anybody is gone. */
  public boolean hasGone() {
    return rows.stream().anyMatch(row -> row.cells().get(SEGMENTS.size()).customers() > 0);
  }

  /** Returns the rows to show: those who are new only if there are any. */
  public List<Row> shown() {
    return hasNew() ? rows : rows.subList(0, SEGMENTS.size());
  }

  /** Returns the cells of a row to show: those who are gone only if there are any. */
  public List<Cell> shown(Row row) {
    return hasGone() ? row.cells() : row.cells().subList(0, SEGMENTS.size());
  }
}
