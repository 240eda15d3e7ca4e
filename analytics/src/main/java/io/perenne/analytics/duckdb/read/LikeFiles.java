// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Groups files that one statement can read together. */
final class LikeFiles {
  private LikeFiles() {}

  /**
   * Returns one SELECT for each group of files alike, joined by UNION ALL.
   *
   * @param select writes the SELECT of some files from these and their places among all
   */
  static <F extends SourceFile<F>> String union(
      List<F> files, BiFunction<List<F>, List<Integer>, String> select) {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      groups.computeIfAbsent(files.get(i).likeness(), key -> new ArrayList<>()).add(i);
    }
    List<String> selects = new ArrayList<>();
    for (List<Integer> indexes : groups.values()) {
      selects.add(select.apply(indexes.stream().map(files::get).toList(), indexes));
    }
    return String.join("\nUNION ALL\n", selects);
  }
}
