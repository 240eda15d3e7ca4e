// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was to be reached and what was: one line for each, which a program can read. */
final class Goals {
  private final List<String> lines = new ArrayList<>();

  void add(String name, double value, double goal) {
    lines.add(String.format(Locale.ROOT, "%s=%.3f goal=%s", name, value, goal));
  }

  void print() {
    lines.forEach(System.out::println);
  }
}
