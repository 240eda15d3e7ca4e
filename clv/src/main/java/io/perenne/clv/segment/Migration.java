// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import java.util.List;

/**
 * How the customers of two runs moved between segments.
 *
 * @param cells the non-empty cells of the 11 × 11 matrix, split by cause
 * @param flipsCompared the customers present in this run and the two before it
 * @param flips those of them who left a segment and came back to it: A, B, A
 */
public record Migration(List<MigrationCell> cells, long flipsCompared, long flips) {
  /** Requires {@code flips} among {@code flipsCompared}. */
  public Migration {
    cells = List.copyOf(cells);
    if (!(0 <= flips && flips <= flipsCompared)) {
      throw new IllegalArgumentException(
          "not 0 <= flips <= flipsCompared: " + flips + ", " + flipsCompared);
    }
  }

  /** Returns the customers present in both runs. */
  public long customers() {
    return cells.stream().mapToLong(MigrationCell::customers).sum();
  }

  /** Returns how many customers went from one segment to another, whatever the cause. */
  public long customers(Segment before, Segment now) {
    return cells.stream()
        .filter(cell -> cell.before() == before && cell.now() == now)
        .mapToLong(MigrationCell::customers)
        .sum();
  }

  /** Returns the share of a segment's customers that went to another; NaN if it had none. */
  public double rowShare(Segment before, Segment now) {
    long row =
        cells.stream()
            .filter(cell -> cell.before() == before)
            .mapToLong(MigrationCell::customers)
            .sum();
    return row == 0 ? Double.NaN : (double) customers(before, now) / row;
  }

  /** Returns the share of customers who kept their segment; NaN without customers. */
  public double stayShare() {
    long stayed =
        cells.stream()
            .filter(cell -> cell.before() == cell.now())
            .mapToLong(MigrationCell::customers)
            .sum();
    long customers = customers();
    return customers == 0 ? Double.NaN : (double) stayed / customers;
  }

  /** Returns the share of customers who flipped; NaN if nobody was in three runs. */
  public double flipShare() {
    return flipsCompared == 0 ? Double.NaN : (double) flips / flipsCompared;
  }
}
