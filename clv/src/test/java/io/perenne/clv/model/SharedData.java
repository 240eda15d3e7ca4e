// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendCells;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Public data sets that are not shipped: customer, then purchase day, then money of the day. */
public final class SharedData {

  private SharedData() {}

  static Path file(String name) {
    Path file = Path.of(System.getProperty("perenne.shared", "../shared"), "data", name);
    Assumptions.assumeTrue(Files.isReadable(file), () -> "not here: " + file.toAbsolutePath());
    return file;
  }

  /** The purchase days of CDNOW customers: "sample" or "master". */
  public static SortedMap<String, SortedMap<LocalDate, Double>> cdnow(String which) {
    boolean sample = which.equals("sample");
    Path file = file(sample ? "cdnow/cdnow_sample.csv" : "cdnow/cdnow_master.csv.gz");
    return purchaseDays(file, 0, sample ? 2 : 1, sample ? 4 : 3);
  }

  private static SortedMap<String, SortedMap<LocalDate, Double>> purchaseDays(
      Path file, int customer, int date, int amount) {
    SortedMap<String, SortedMap<LocalDate, Double>> days = new TreeMap<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              row ->
                  days.computeIfAbsent(row[customer], id -> new TreeMap<>())
                      .merge(
                          LocalDate.parse(row[date]),
                          Double.parseDouble(row[amount]),
                          Double::sum));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return days;
  }

  /** Histories up to the end of a day, customers with equal statistics in one cell. */
  public static HistoryCells histories(
      Map<String, SortedMap<LocalDate, Double>> customers, LocalDate end, double unit) {
    return HistoryCells.of(purchaseHistories(customers, end, unit));
  }

  /** Histories of single customers, by day. */
  static List<PurchaseHistory> purchaseHistories(
      Map<String, SortedMap<LocalDate, Double>> customers, LocalDate end) {
    return purchaseHistories(customers, end, 1);
  }

  private static List<PurchaseHistory> purchaseHistories(
      Map<String, SortedMap<LocalDate, Double>> customers, LocalDate end, double unit) {
    List<PurchaseHistory> histories = new ArrayList<>();
    for (SortedMap<LocalDate, Double> days : customers.values()) {
      SortedMap<LocalDate, Double> seen = days.headMap(end.plusDays(1));
      if (!seen.isEmpty()) {
        LocalDate first = seen.firstKey();
        double logGaps = 0;
        LocalDate before = first;
        for (LocalDate day : seen.keySet()) {
          logGaps += day.equals(first) ? 0 : Math.log(ChronoUnit.DAYS.between(before, day) / unit);
          before = day;
        }
        histories.add(
            new PurchaseHistory(
                seen.size() - 1,
                ChronoUnit.DAYS.between(first, seen.lastKey()) / unit,
                ChronoUnit.DAYS.between(first, end) / unit,
                logGaps));
      }
    }
    return histories;
  }

  /** Values above 0 of the repeat purchases up to the end of a day. */
  public static SpendCells repeatSpend(
      Map<String, SortedMap<LocalDate, Double>> customers, LocalDate end) {
    SpendCells.Builder cells = SpendCells.builder();
    for (SortedMap<LocalDate, Double> days : customers.values()) {
      SortedMap<LocalDate, Double> seen = days.headMap(end.plusDays(1));
      if (!seen.isEmpty()) {
        double[] values =
            seen.values().stream().skip(1).filter(v -> v > 0).mapToDouble(v -> v).toArray();
        double sum = 0;
        double logs = 0;
        for (double value : values) {
          sum += value;
          logs += Math.log(value);
        }
        cells.add(values.length, sum, logs);
      }
    }
    return cells.build();
  }
}
