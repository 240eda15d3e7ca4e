// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was to be reached and what was: one line for each, which a program can read. */
final class Goals {
  private final List<String> lines = new ArrayList<>();

  /** Adds a time with the processor time in it, which a busy machine disturbs less. */
  void addSeconds(String name, double seconds, double cpuSeconds, double goal) {
    lines.add(
        String.format(Locale.ROOT, "%s=%.3f goal=%s cpu=%.3f", name, seconds, goal, cpuSeconds));
  }

  void addMebibytes(String name, long mebibytes, double goal) {
    lines.add(String.format(Locale.ROOT, "%s=%d goal=%s", name, mebibytes, goal));
  }

  void print() {
    lines.forEach(System.out::println);
  }
}
