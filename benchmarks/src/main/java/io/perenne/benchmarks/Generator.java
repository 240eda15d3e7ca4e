// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks;

import io.perenne.clv.forecast.CustomerSimulator;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.spend.GammaGamma;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/**
 * Writes transactions drawn from MBG/NBD with Gamma-Gamma spend, two years, a fixed seed: {@code
 * Generator ROWS FILE.csv}, columns {@code order_id, customer_id, time, amount}, 25 rows a customer
 * on average. Customers come one after another; the caller sorts by time, as exports are.
 */
final class Generator {
  private static final long SEED = 20_260_101;
  private static final int ROWS_PER_CUSTOMER = 25;
  private static final double ACQUISITION_DAYS = 365;
  private static final double DAYS = 730;
  private static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 0, 0);

  private Generator() {}

  /** Writes the file. */
  public static void main(String[] args) throws IOException {
    long rows = Long.parseLong(args[0]);
    CustomerSimulator simulator =
        CustomerSimulator.of(
            ModifiedBgNbd.of(1.1, 13.4, 0.6, 12), GammaGamma.of(6.25, 3.74, 15.44));
    SplittableRandom random = new SplittableRandom(SEED);
    long[] written = {0};
    try (BufferedWriter out =
        Files.newBufferedWriter(Path.of(args[1]), StandardCharsets.US_ASCII)) {
      out.write("order_id,customer_id,time,amount\n");
      long customers = rows / ROWS_PER_CUSTOMER;
      StringBuilder line = new StringBuilder();
      // whole bases one after another until there are enough rows; ids never repeat
      for (long from = 0; written[0] < rows; from += customers) {
        simulator.simulate(
            from,
            from + customers,
            ACQUISITION_DAYS,
            DAYS,
            random,
            (customer, day, amount) -> {
              if (written[0] < rows) {
                write(out, line, written[0]++, customer, day, amount);
              }
            });
      }
    }
  }

  private static void write(
      BufferedWriter out,
      StringBuilder line,
      long order,
      long customer,
      double day,
      double amount) {
    line.setLength(0);
    // ids in no order: customers of a shop do not arrive sorted by id
    long id = customer * 7_919_933 % 100_000_007;
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            START.toEpochSecond(ZoneOffset.UTC) + (long) (day * 86_400), 0, ZoneOffset.UTC);
    long cents = Math.max(1, Math.round(amount * 100));
    line.append('T').append(order).append(',').append('C').append(1_000_000_000 + id).append(',');
    line.append(time.toLocalDate()).append(' ').append(time.toLocalTime().withNano(0));
    if (time.getSecond() == 0) {
      line.append(":00");
    }
    line.append(',').append(cents / 100).append('.').append(cents / 10 % 10).append(cents % 10);
    line.append('\n');
    try {
      out.append(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
