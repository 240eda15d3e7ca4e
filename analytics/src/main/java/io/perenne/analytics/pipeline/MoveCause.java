// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.segment.EvolutionCause;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How many customers moved for one cause.
 *
 * @param up to a better segment
 * @param down to a worse one
 * @param upChange by how much the value of those who moved up changed
 * @param downChange of those who moved down
 */
public record MoveCause(
    EvolutionCause cause, long up, long down, BigDecimal upChange, BigDecimal downChange) {

  /** Returns the causes that occurred, in the order of the enumeration. */
  public static List<MoveCause> of(Movement movement) {
    List<MoveCause> causes = new ArrayList<>();
    for (EvolutionCause cause : EvolutionCause.values()) {
      List<Movement.Cell> cells =
          movement.cells().stream()
              .filter(cell -> (cell.isUp() || cell.isDown()) && cause(cell) == cause)
              .toList();
      if (!cells.isEmpty()) {
        List<Movement.Cell> up = cells.stream().filter(Movement.Cell::isUp).toList();
        List<Movement.Cell> down = cells.stream().filter(Movement.Cell::isDown).toList();
        causes.add(
            new MoveCause(
                cause,
                customers(up),
                customers(down),
                MovementLedger.sum(up, Movement.Cell::change),
                MovementLedger.sum(down, Movement.Cell::change)));
      }
    }
    return causes;
  }

  /** What the later run says; else what can be told from the purchases of both. */
  private static EvolutionCause cause(Movement.Cell cell) {
    for (EvolutionCause cause : EvolutionCause.values()) {
      if (cause.code().equals(cell.cause())) {
        return cause;
      }
    }
    return switch (cell.reason()) {
      case BOUGHT -> EvolutionCause.PURCHASE;
      case REFUNDED, CORRECTED -> EvolutionCause.DATA_CORRECTION;
      case SILENT, ARRIVED, GONE -> EvolutionCause.AGEING;
    };
  }

  private static long customers(List<Movement.Cell> cells) {
    return cells.stream().mapToLong(Movement.Cell::customers).sum();
  }
}
