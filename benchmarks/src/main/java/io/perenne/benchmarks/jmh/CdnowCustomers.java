// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.jmh;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.TransactionModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The 23,570 customers of CDNOW until 1997-09-30, from its file, or drawn to be like them. */
final class CdnowCustomers {

  private static final LocalDate CUT = LocalDate.of(1997, 9, 30);
  private static final int CUSTOMERS = 23_570;
  private static final int ACQUISITION_DAYS = 84;
  private static final int DAYS = 272;

  private CdnowCustomers() {}

  /** Reads customer_id, date, ... with a header, packed or not. */
  static List<PurchaseHistory> read(String file) throws IOException {
    Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
    try (InputStream raw = Files.newInputStream(Path.of(file));
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              row ->
                  days.computeIfAbsent(row[0], id -> new TreeSet<>()).add(LocalDate.parse(row[1])));
    }
    List<PurchaseHistory> customers = new ArrayList<>();
    for (TreeSet<LocalDate> all : days.values()) {
      long first = all.first().toEpochDay();
      var seen = all.headSet(CUT, true);
      customers.add(
          PurchaseHistory.of(
              seen.size() - 1,
              (double) seen.last().toEpochDay() - first,
              (double) CUT.toEpochDay() - first));
    }
    return customers;
  }

  /** Draws customers from a model, acquired in twelve weeks, two purchases on one day being one. */
  static List<PurchaseHistory> drawn(TransactionModel model) {
    SplittableRandom random = new SplittableRandom(20_260_101);
    List<PurchaseHistory> customers = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      int age = DAYS - random.nextInt(ACQUISITION_DAYS);
      TreeSet<Integer> days = new TreeSet<>();
      model.simulate(age, random, at -> days.add((int) Math.ceil(at)));
      customers.add(PurchaseHistory.of(days.size(), days.isEmpty() ? 0 : days.last(), age));
    }
    return customers;
  }
}
