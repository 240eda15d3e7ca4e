// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.history.PurchaseLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** The purchases of CDNOW's customers, and what peers answered on them; neither is shipped. */
final class Cdnow {

  static final LocalDate CUT = LocalDate.of(1997, 9, 30);
  static final LocalDate LAST_DAY = LocalDate.of(1998, 6, 30);
  static final int HORIZON_DAYS = 273;

  private Cdnow() {}

  static Path shared(String name) {
    Path file = Path.of(System.getProperty("perenne.shared", "../shared"), name);
    Assumptions.assumeTrue(Files.isReadable(file), () -> "not here: " + file.toAbsolutePath());
    return file;
  }

  /** One customer in ten, "sample", or all of them, "master". */
  static PurchaseLog log(String which) {
    boolean sample = which.equals("sample");
    Path file = shared(sample ? "data/cdnow/cdnow_sample.csv" : "data/cdnow/cdnow_master.csv.gz");
    int date = sample ? 2 : 1;
    SortedMap<String, SortedMap<Integer, Double>> days = new TreeMap<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = sample ? raw : new GZIPInputStream(raw);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              row ->
                  days.computeIfAbsent(row[0], id -> new TreeMap<>())
                      .merge(
                          (int) LocalDate.parse(row[date]).toEpochDay(),
                          Double.parseDouble(row[date + 2]),
                          Double::sum));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PurchaseLog.Builder log = PurchaseLog.builder();
    for (SortedMap<Integer, Double> purchases : days.values()) {
      int[] day = purchases.keySet().stream().mapToInt(d -> d).toArray();
      double[] value = purchases.values().stream().mapToDouble(v -> v).toArray();
      log.add(day, value, day.length);
    }
    return log.build();
  }
}
