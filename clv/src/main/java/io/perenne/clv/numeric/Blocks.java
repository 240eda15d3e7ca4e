// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums over cells in blocks of fixed size: the blocks may run on several threads, the order of
 * addition never changes, so neither does a bit of the result.
 */
public final class Blocks {

  private static final int SIZE = 2048;

  private Blocks() {}

  /** Adds the terms of the cells from (inclusive) to (exclusive) to sums that start at 0. */
  public interface Kernel {
    void add(int from, int to, double[] sums);
  }

  public static double[] sum(int cells, int terms, boolean parallel, Kernel kernel) {
    return sum(cells, SIZE, terms, parallel, kernel);
  }

  /** Sums in blocks of another size, smaller where a cell takes long. */
  public static double[] sum(int cells, int size, int terms, boolean parallel, Kernel kernel) {
    int blocks = (cells + size - 1) / size;
    double[][] partial = new double[blocks][terms];
    IntStream range = IntStream.range(0, blocks);
    (parallel && blocks > 1 ? range.parallel() : range)
        .forEach(
            block -> kernel.add(block * size, Math.min(cells, (block + 1) * size), partial[block]));
    return total(terms, Arrays.asList(partial));
  }

  /** Adds up the sums of blocks in their order. */
  public static double[] total(int terms, List<double[]> partial) {
    double[] total = new double[terms];
    for (double[] sums : partial) {
      for (int i = 0; i < terms; i++) {
        total[i] += sums[i];
      }
    }
    return total;
  }
}
