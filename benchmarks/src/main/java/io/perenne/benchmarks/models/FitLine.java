// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import java.util.List;
import java.util.Locale;

/** What {@link FitTimes} measured. */
record FitLine(List<String> words) {

  static FitLine of(List<String> words) {
    return new FitLine(words);
  }

  static void printHeader() {
    System.out.printf(
        Locale.ROOT,
        "%-14s %10s %6s %9s %10s %16s %16s %8s %8s %6s%n",
        "model",
        "customers",
        "days",
        "cells",
        "aggregate",
        "first fit, cpu",
        "later fit, cpu",
        "MiB",
        "plain LL",
        "evals");
  }

  /** The first fit of a process, compiling included. */
  double firstSeconds() {
    return Double.parseDouble(words.get(5));
  }

  /** Its processor time. */
  double firstCpuSeconds() {
    return Double.parseDouble(words.get(6));
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "%-14s %10s %6s %9s %10s %8s %7s %8s %7s %8s %8s %6s%n",
        words.get(0),
        words.get(1),
        words.get(2),
        words.get(3),
        words.get(4),
        words.get(5),
        words.get(6),
        words.get(7),
        words.get(8),
        words.get(9),
        words.get(10),
        words.get(12));
  }
}
