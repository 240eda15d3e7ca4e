// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseBufferTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 3_000, 200_000})
  void merge_ofTickets_sumsThemByDay_andATextKeepsThem(int tickets) {
    SplittableRandom random = new SplittableRandom(tickets);
    PurchaseBuffer days = new PurchaseBuffer(false);
    TreeMap<Integer, Long> expected = new TreeMap<>();
    days.clear();
    for (int i = 0; i < tickets; i++) {
      int day = random.nextInt(-20_000, -18_000);
      long amount = random.nextInt(-10, 100_000);
      days.add(day, amount, 0);
      if (amount > 0) {
        expected.merge(day, amount, Long::sum);
      }
    }

    days.merge();
    PurchaseBuffer read = new PurchaseBuffer(false);
    read.decode(new String(days.encode(), StandardCharsets.US_ASCII));

    for (PurchaseBuffer each : new PurchaseBuffer[] {days, read}) {
      assertThat(Arrays.copyOf(each.days(), each.count()))
          .containsExactly(expected.keySet().stream().mapToInt(Integer::intValue).toArray());
      assertThat(Arrays.copyOf(each.values(), each.count()))
          .containsExactly(expected.values().stream().mapToDouble(v -> v / 10_000.0).toArray());
    }
  }

  @Test
  void add_ticketsOfNothing_countOnlyIfKept() {
    PurchaseBuffer kept = new PurchaseBuffer(true);
    PurchaseBuffer left = new PurchaseBuffer(false);
    for (PurchaseBuffer each : new PurchaseBuffer[] {kept, left}) {
      each.clear();
      each.add(5, 0, 0);
      each.merge();
    }

    assertThat(kept.count()).isEqualTo(1);
    assertThat(left.count()).isZero();
  }
}
