// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs are compared at all: those that agree in one of some sets of fields. A field that
 * splits the records finely is a set of its own; others count in pairs.
 */
final class Blocking {
  /** So many pairs for each record are affordable for one set of fields. */
  private static final int PAIRS_PER_RECORD = 30;

  private Blocking() {}

  /** Returns the sets of fields, by their numbers. */
  static List<int[]> rules(Roll roll) {
    List<int[]> rules = new ArrayList<>();
    List<Integer> coarse = new ArrayList<>();
    for (int f = 0; f < roll.fields().size(); f++) {
      if (isAffordable(roll, f)) {
        rules.add(new int[] {f});
      } else {
        coarse.add(f);
      }
    }
    for (int i = 0; i < coarse.size(); i++) {
      for (int j = i + 1; j < coarse.size(); j++) {
        int[] both = {coarse.get(i), coarse.get(j)};
        if (isAffordable(roll, both)) {
          rules.add(both);
        }
      }
    }
    return rules;
  }

  private static boolean isAffordable(Roll roll, int... rule) {
    long pairs = 0;
    for (List<Integer> block : blocks(roll, rule)) {
      pairs += (long) block.size() * (block.size() - 1) / 2;
    }
    return pairs <= (long) PAIRS_PER_RECORD * roll.size();
  }

  /** Returns the records of each block that has at least two. */
  static Collection<List<Integer>> blocks(Roll roll, int... rule) {
    Map<String, List<Integer>> blocks = new HashMap<>();
    for (int record = 0; record < roll.size(); record++) {
      String key = key(roll, record, rule);
      if (key != null) {
        blocks.computeIfAbsent(key, all -> new ArrayList<>()).add(record);
      }
    }
    return blocks.values().stream().filter(block -> block.size() > 1).toList();
  }

  private static @Nullable String key(Roll roll, int record, int[] rule) {
    StringBuilder key = new StringBuilder();
    for (int field : rule) {
      String value = roll.value(record, field);
      if (value == null) {
        return null;
      }
      key.append(value).append('\n');
    }
    return key.toString();
  }

  /** Returns whether two records agree in all fields of a set. */
  static boolean agrees(Roll roll, int one, int other, int[] rule) {
    for (int field : rule) {
      String left = roll.value(one, field);
      if (left == null || !left.equals(roll.value(other, field))) {
        return false;
      }
    }
    return true;
  }
}
