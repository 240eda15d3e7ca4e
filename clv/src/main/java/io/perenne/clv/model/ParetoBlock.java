// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.MixtureDerivatives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Some cells that follow each other and have one x, with the distinct times among their t_x, T. */
final class ParetoBlock {

  /** So many cells keep a processor busy for a millisecond. */
  private static final int LARGEST = 16_384;

  private final HistoryCells cells;
  private final int from;
  private final int to;
  private final double[] times;
  private final int[] last;
  private final int[] now;

  private ParetoBlock(HistoryCells cells, int from, int to) {
    this.cells = cells;
    this.from = from;
    this.to = to;
    this.times = distinctTimes();
    this.last = new int[to - from];
    this.now = new int[to - from];
    for (int i = from; i < to; i++) {
      last[i - from] = Arrays.binarySearch(times, cells.recency(i));
      now[i - from] = Arrays.binarySearch(times, cells.age(i));
    }
  }

  /** Returns all cells in blocks. */
  static List<ParetoBlock> of(HistoryCells cells) {
    List<ParetoBlock> blocks = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= cells.size(); i++) {
      if (i == cells.size() || cells.frequency(i) != cells.frequency(from) || i - from == LARGEST) {
        blocks.add(new ParetoBlock(cells, from, i));
        from = i;
      }
    }
    return blocks;
  }

  private double[] distinctTimes() {
    double[] all = new double[2 * (to - from)];
    for (int i = from; i < to; i++) {
      all[2 * (i - from)] = cells.recency(i);
      all[2 * (i - from) + 1] = cells.age(i);
    }
    Arrays.sort(all);
    int distinct = 0;
    for (double time : all) {
      if (distinct == 0 || time != all[distinct - 1]) {
        all[distinct++] = time;
      }
    }
    return Arrays.copyOf(all, distinct);
  }

  /** Returns the sums over the cells of weight times (value, 4 first, 10 second derivatives). */
  double[] sums(double[] parameters) {
    int x = cells.frequency(from);
    ParetoMoments moments = new ParetoMoments(parameters, x, new ParetoTail(parameters, x, times));
    double[] sums = new double[MixtureDerivatives.terms(4)];
    for (int i = from; i < to; i++) {
      moments.addCustomer(
          last[i - from], now[i - from], cells.recency(i), cells.age(i), cells.weight(i), sums);
    }
    return sums;
  }
}
