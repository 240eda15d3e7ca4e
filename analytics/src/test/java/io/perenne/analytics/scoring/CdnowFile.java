// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A file of transactions with the statistics of CDNOW's, made from the counts among the test
 * resources of {@code clv} (see the README there): every customer has the frequency, recency and
 * age of one of CDNOW's at 1997-09-30 and as many purchases after it, and repeat spend is divided
 * among customers as there. What a fit or a holdout answers is what it answers on the real file.
 */
public final class CdnowFile {
  private static final Path COUNTS = Path.of("../clv/src/test/resources/io/perenne/clv/cdnow");
  private static final LocalDate CUT = LocalDate.of(1997, 9, 30);
  private static final int HORIZON_DAYS = 273;

  private final Deque<long[]> spend;
  private final List<String> lines = new ArrayList<>(List.of("customer_id,date,dollar_value"));
  private int customers;

  private CdnowFile(Deque<long[]> spend) {
    this.spend = spend;
  }

  /** Writes one customer in ten, "sample", or all of them, "master". */
  public static Path write(String which, Path folder) throws IOException {
    boolean sample = which.equals("sample");
    // columns: purchases, cents, ..., customers
    Deque<long[]> spend = new ArrayDeque<>();
    rows(which + "_spend.csv").stream()
        .sorted(Comparator.comparing(row -> -Integer.parseInt(row[0])))
        .forEach(
            row -> {
              for (int i = 0; i < Integer.parseInt(row[row.length - 1]); i++) {
                spend.add(new long[] {Long.parseLong(row[0]), Long.parseLong(row[1])});
              }
            });
    CdnowFile file = new CdnowFile(spend);
    int later = sample ? 6 : 3;
    // who repeats most has the most values above 0; the order is that of the spend
    rows(which + (sample ? "_histories.csv" : "_histories.csv.gz")).stream()
        .sorted(Comparator.comparing(row -> -Integer.parseInt(row[0])))
        .forEach(row -> file.add(row, Integer.parseInt(row[later])));
    return Files.write(folder.resolve("cdnow_" + which + ".csv"), file.lines);
  }

  private static List<String[]> rows(String name) throws IOException {
    try (InputStream raw = Files.newInputStream(COUNTS.resolve(name));
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
    }
  }

  /** Columns: repeats, recency, age, ..., customers. */
  private void add(String[] row, int later) {
    int repeats = Integer.parseInt(row[0]);
    int recency = Integer.parseInt(row[1]);
    LocalDate first = CUT.minusDays(Integer.parseInt(row[2]));
    for (int i = 0; i < Integer.parseInt(row[row.length - 1]); i++) {
      String customer = String.format(Locale.ROOT, "%05d", ++customers);
      line(customer, first, 3500);
      long[] paid = repeats == 0 || spend.isEmpty() ? new long[] {0, 0} : spend.remove();
      for (int j = 1; j <= repeats; j++) {
        line(customer, first.plusDays((long) j * recency / repeats), cents(paid, j));
      }
      for (int j = 1; j <= later; j++) {
        line(customer, CUT.plusDays((long) j * HORIZON_DAYS / later), 3500);
      }
    }
  }

  /** The j-th of even shares in whole cents; nothing once all that were paid have theirs. */
  private static long cents(long[] paid, int j) {
    return j > paid[0] ? 0 : j * paid[1] / paid[0] - (j - 1) * paid[1] / paid[0];
  }

  private void line(String customer, LocalDate day, long cents) {
    lines.add("%s,%s,%d.%02d".formatted(customer, day, cents / 100, cents % 100));
  }
}
