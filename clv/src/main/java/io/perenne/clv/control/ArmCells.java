// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a sample by stratum and arm; strata of few customers in control are put together. */
final class ArmCells {
  /** A stratum of fewer customers in control is put together with others. */
  static final int FEW = 20;

  /** The least customers of an arm for a variance. */
  static final int LEAST = 2;

  private final List<Cell> cells;
  private final int pooled;

  private ArmCells(List<Cell> cells, int pooled) {
    this.cells = List.copyOf(cells);
    this.pooled = pooled;
  }

  /** The rows of a stratum in both arms. */
  @SuppressWarnings("ArrayRecordComponent") // inner loops walk them; nobody else sees them
  record Cell(int[] control, int[] target) {
    int size() {
      return control.length + target.length;
    }

    Cell plus(Cell other) {
      return new Cell(joined(control, other.control), joined(target, other.target));
    }

    private static int[] joined(int[] a, int[] b) {
      int[] all = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, all, a.length, b.length);
      return all;
    }

    boolean isEnough(int few) {
      return control.length >= few && target.length >= LEAST;
    }
  }

  static ArmCells of(ArmSample sample) {
    return of(sample, FEW);
  }

  /** The cells, where strata of fewer than so many in control are put together. */
  static ArmCells of(ArmSample sample, int few) {
    Map<Integer, List<List<Integer>>> rows = new TreeMap<>();
    for (int row = 0; row < sample.size(); row++) {
      rows.computeIfAbsent(
              sample.stratum(row), any -> List.of(new ArrayList<>(), new ArrayList<>()))
          .get(sample.arm(row) == Arm.CONTROL ? 0 : 1)
          .add(row);
    }
    List<Cell> enough = new ArrayList<>();
    Cell rest = new Cell(new int[0], new int[0]);
    int pooled = 0;
    for (List<List<Integer>> each : rows.values()) {
      Cell cell = new Cell(ints(each.get(0)), ints(each.get(1)));
      if (cell.isEnough(few)) {
        enough.add(cell);
      } else {
        rest = rest.plus(cell);
        pooled++;
      }
    }
    if (rest.size() > 0) {
      if (!rest.isEnough(few) && !enough.isEmpty()) {
        Cell smallest = enough.stream().min(Comparator.comparingInt(Cell::size)).orElseThrow();
        enough.remove(smallest);
        rest = smallest.plus(rest);
      }
      enough.add(rest);
    }
    return new ArmCells(enough, pooled > 1 || enough.size() < rows.size() ? pooled : 0);
  }

  private static int[] ints(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  List<Cell> cells() {
    return cells;
  }

  /** How many strata had too few customers and were put together with others. */
  int pooled() {
    return pooled;
  }

  /** Whether each cell has enough customers of both arms for a variance. */
  boolean isEstimable() {
    return !cells.isEmpty()
        && cells.stream()
            .allMatch(cell -> cell.control().length >= LEAST && cell.target().length >= LEAST);
  }

  int size() {
    return cells.stream().mapToInt(Cell::size).sum();
  }
}
