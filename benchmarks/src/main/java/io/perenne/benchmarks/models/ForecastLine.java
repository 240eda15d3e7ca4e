// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import java.util.List;
import java.util.Locale;

/**
 * What {@link ForecastTimes} measured.
 *
 * @param model its name
 * @param customers how many were asked about
 * @param purchases first and later seconds and processor seconds, and mebibytes allocated
 * @param revenue the same of both ends of an interval of revenue
 */
record ForecastLine(String model, String customers, List<Double> purchases, List<Double> revenue) {

  static ForecastLine of(List<String> words) {
    return new ForecastLine(
        words.get(0), words.get(1), numbers(words.subList(2, 7)), numbers(words.subList(7, 12)));
  }

  private static List<Double> numbers(List<String> words) {
    return words.stream().map(Double::valueOf).toList();
  }

  static void printHeader() {
    System.out.printf(
        Locale.ROOT,
        "%-12s %9s %10s %16s %16s %6s%n",
        "model",
        "customers",
        "",
        "first, cpu",
        "later, cpu",
        "MiB");
  }

  void print() {
    print("purchases", purchases);
    print("revenue", revenue);
  }

  private void print(String what, List<Double> n) {
    System.out.printf(
        Locale.ROOT,
        "%-12s %9s %10s %8.3f %7.3f %8.3f %7.3f %6.0f%n",
        model,
        customers,
        what,
        n.get(0),
        n.get(1),
        n.get(2),
        n.get(3),
        n.get(4));
  }
}
