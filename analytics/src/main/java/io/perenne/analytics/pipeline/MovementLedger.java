// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Why the value of the base changed between two runs: every customer is in one line, so the lines
 * sum to the difference of the totals, to the cent.
 *
 * @param lines one for each reason that occurred
 * @param total of all lines
 */
public record MovementLedger(List<Line> lines, Line total) {
  /** Copies the list. */
  public MovementLedger {
    lines = List.copyOf(lines);
  }

  /**
   * What a reason changed.
   *
   * @param code the reason; {@code total} for all
   * @param before the lifetime value of these customers in the earlier run
   * @param soFar by how much what they had spent changed
   * @param expected by how much what is expected of them changed
   * @param now their lifetime value in the later run
   */
  public record Line(
      String code,
      long customers,
      BigDecimal before,
      BigDecimal soFar,
      BigDecimal expected,
      BigDecimal now) {
    /** Returns by how much their value changed. */
    public BigDecimal change() {
      return soFar.add(expected);
    }
  }

  /** Returns the lines of a movement. */
  public static MovementLedger of(Movement movement) {
    List<Line> lines = new ArrayList<>();
    for (Movement.Reason reason : Movement.Reason.values()) {
      List<Movement.Cell> cells =
          movement.cells().stream().filter(cell -> cell.reason() == reason).toList();
      if (!cells.isEmpty()) {
        lines.add(line(reason.code(), cells));
      }
    }
    return new MovementLedger(lines, line("total", movement.cells()));
  }

  private static Line line(String code, List<Movement.Cell> cells) {
    return new Line(
        code,
        cells.stream().mapToLong(Movement.Cell::customers).sum(),
        sum(cells, Movement.Cell::before),
        sum(cells, cell -> cell.soFarNow().subtract(cell.soFarBefore())),
        sum(cells, cell -> cell.expectedNow().subtract(cell.expectedBefore())),
        sum(cells, Movement.Cell::now));
  }

  /** Returns the sum of an amount of some cells. */
  public static BigDecimal sum(
      List<Movement.Cell> cells, Function<Movement.Cell, BigDecimal> amount) {
    return cells.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
