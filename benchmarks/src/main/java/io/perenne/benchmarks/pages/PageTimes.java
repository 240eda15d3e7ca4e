// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long each page took, in milliseconds, and how large it was. Safe for use by many threads. */
final class PageTimes {
  private final Map<String, List<Double>> millis = new TreeMap<>();
  private final Map<String, List<Double>> bytes = new TreeMap<>();

  synchronized void add(String page, double time, long size) {
    millis.computeIfAbsent(page, name -> new ArrayList<>()).add(time);
    bytes.computeIfAbsent(page, name -> new ArrayList<>()).add((double) size);
  }

  synchronized Collection<String> pages() {
    return List.copyOf(millis.keySet());
  }

  /** Times within which half, 95 % and 99 % of so many answers came; NaN without any. */
  record Spread(int views, double p50, double p95, double p99) {
    private static Spread of(List<Double> values) {
      return new Spread(
          values.size(), quantile(0.5, values), quantile(0.95, values), quantile(0.99, values));
    }
  }

  /** Returns how long a page took. */
  synchronized Spread of(String page) {
    return Spread.of(millis.getOrDefault(page, List.of()));
  }

  /** Returns how long all of them took. */
  synchronized Spread all() {
    return Spread.of(millis.values().stream().flatMap(List::stream).toList());
  }

  /** Returns the usual size of each page in bytes. */
  synchronized Map<String, Long> sizes() {
    Map<String, Long> sizes = new TreeMap<>();
    bytes.forEach((page, all) -> sizes.put(page, Math.round(quantile(0.5, all))));
    return sizes;
  }

  private static double quantile(double share, List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}
