// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.util.List;

/**
 * The rows of a part that are in memory at once.
 *
 * @param part where they are
 * @param longs about how many numbers they are
 * @param passes which rows; several for one customer alone, whose rows are too many for one pass
 */
record PartitionLoad(Partition part, long longs, List<Pass> passes) {
  /** Chooses rows by their first number on. */
  @FunctionalInterface
  interface Pass {
    Pass ALL = (rows, at) -> true;

    boolean takes(long[] rows, int at);
  }

  boolean oneCustomer() {
    return passes.size() > 1;
  }
}
