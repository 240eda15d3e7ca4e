// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Divides a part into loads that fit in memory: customers apart by their keys, and a customer with
 * more rows than that (the one id a till books every stranger on) by its orders.
 */
final class LoadPlanner {
  /** What is loaded at once, in numbers. */
  static final long LOAD = 1 << 22;

  private final RowLayout layout;
  private final BlockReader reader;
  private final long most;

  LoadPlanner(RowLayout layout, BlockReader reader, long most) {
    this.layout = layout;
    this.reader = reader;
    this.most = most;
  }

  List<PartitionLoad> plan(Partition part) {
    if (part.longs() <= most) {
      return List.of(new PartitionLoad(part, part.longs(), List.of(PartitionLoad.Pass.ALL)));
    }
    Map<Long, Long> heavy = count(part);
    heavy.values().removeIf(rows -> rows * layout.width() <= most / 2);
    List<PartitionLoad> loads = new ArrayList<>();
    heavy.forEach((key, rows) -> loads.add(alone(part, key, rows * layout.width())));
    long heavyRows = heavy.values().stream().mapToLong(Long::longValue).sum();
    together(part, part.longs() - heavyRows * layout.width(), Set.copyOf(heavy.keySet()), loads);
    return loads;
  }

  private Map<Long, Long> count(Partition part) {
    Map<Long, Long> counts = new HashMap<>();
    for (Partition.Block block : part.blocks()) {
      long[] rows = reader.read(block);
      for (int at = 0; at < block.length(); at += layout.width()) {
        counts.merge(rows[at + RowLayout.KEY], 1L, Long::sum);
      }
    }
    return counts;
  }

  private PartitionLoad alone(Partition part, long key, long longs) {
    int passes = passes(longs);
    List<PartitionLoad.Pass> list = new ArrayList<>();
    for (int i = 0; i < passes; i++) {
      int pass = i;
      list.add(
          (rows, at) ->
              rows[at + RowLayout.KEY] == key && bucket(ticket(rows, at), passes) == pass);
    }
    return new PartitionLoad(part, longs / passes, list);
  }

  /** Returns a number that all rows of one ticket share. */
  private long ticket(long[] rows, int at) {
    long time = rows[at + RowLayout.TIME];
    return layout.orders() && !RowFlag.ALONE.in(time) ? rows[at + layout.order()] >> 1 : time;
  }

  private void together(Partition part, long longs, Set<Long> heavy, List<PartitionLoad> loads) {
    int passes = passes(longs);
    for (int i = 0; i < passes && longs > 0; i++) {
      int pass = i;
      loads.add(
          new PartitionLoad(
              part,
              longs / passes,
              List.of(
                  (rows, at) -> {
                    long key = rows[at + RowLayout.KEY];
                    return bucket(key, passes) == pass && !heavy.contains(key);
                  })));
    }
  }

  private int passes(long longs) {
    return (int) Math.max(1, (longs + most / 2 - 1) / (most / 2));
  }

  private static int bucket(long key, int buckets) {
    return (int) Math.floorMod(RowStore.spread(key), (long) buckets);
  }
}
