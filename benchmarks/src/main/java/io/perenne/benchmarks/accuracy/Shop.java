// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.accuracy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Everything the customers of a shop paid and got back, each in the order of days. */
final class Shop {

  /** One customer. */
  @SuppressWarnings("ArrayRecordComponent") // package-private, never compared
  record Customer(int[] days, double[] amounts) {

    /** Returns what was known at the end of a day of one not seen before another. */
    Customer between(int from, int until) {
      int start = 0;
      while (start < days.length && days[start] < from) {
        start++;
      }
      int end = start;
      while (end < days.length && days[end] <= until) {
        end++;
      }
      return new Customer(
          Arrays.copyOfRange(days, start, end), Arrays.copyOfRange(amounts, start, end));
    }
  }

  /** The columns of a file. */
  record Columns(String customer, String date, String amount) {}

  private final String name;
  private final List<Customer> customers;

  private Shop(String name, List<Customer> customers) {
    this.name = name;
    this.customers = List.copyOf(customers);
  }

  static Shop of(String name, List<Customer> customers) {
    return new Shop(name, customers);
  }

  /** Reads comma-separated files with a header, packed or not; rows without a customer are left. */
  static Shop read(String name, Columns columns, List<Path> files) throws IOException {
    Map<String, TreeMap<Integer, List<Double>>> rows = new TreeMap<>();
    for (Path file : files) {
      try (InputStream raw = Files.newInputStream(file);
          InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        List<String> header = List.of(lines.readLine().split(",", -1));
        int customer = header.indexOf(columns.customer());
        int date = header.indexOf(columns.date());
        int amount = header.indexOf(columns.amount());
        lines
            .lines()
            .map(line -> line.split(",", -1))
            .filter(row -> !row[customer].isBlank() && Double.parseDouble(row[amount]) != 0)
            .forEach(
                row ->
                    rows.computeIfAbsent(row[customer], id -> new TreeMap<>())
                        .computeIfAbsent(
                            (int) LocalDate.parse(row[date].substring(0, 10)).toEpochDay(),
                            day -> new ArrayList<>())
                        .add(Double.parseDouble(row[amount])));
      }
    }
    List<Customer> customers = new ArrayList<>();
    for (TreeMap<Integer, List<Double>> days : rows.values()) {
      customers.add(
          new Customer(
              days.entrySet().stream()
                  .flatMapToInt(e -> e.getValue().stream().mapToInt(amount -> e.getKey()))
                  .toArray(),
              days.values().stream().flatMap(List::stream).mapToDouble(a -> a).toArray()));
    }
    return new Shop(name, customers);
  }

  String name() {
    return name;
  }

  List<Customer> customers() {
    return customers;
  }

  int firstDay() {
    return customers.stream().mapToInt(c -> c.days()[0]).min().orElse(0);
  }

  int lastDay() {
    return customers.stream().mapToInt(c -> c.days()[c.days().length - 1]).max().orElse(0);
  }

  /** Returns the windows of some months, one starting with every month, with a horizon after. */
  List<Window> windows(int months, int horizonMonths) {
    List<Window> windows = new ArrayList<>();
    LocalDate start = LocalDate.ofEpochDay(firstDay()).withDayOfMonth(1);
    while (true) {
      int until = (int) start.plusMonths(months).toEpochDay() - 1;
      int end = (int) start.plusMonths((long) months + horizonMonths).toEpochDay() - 1;
      if (end > lastDay() + 1) {
        return windows;
      }
      windows.add(new Window(this, (int) start.toEpochDay(), until, end - until));
      start = start.plusMonths(1);
    }
  }
}
