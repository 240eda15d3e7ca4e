// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The orders of UCI Online Retail (Daqing Chen et al., UCI Machine Learning Repository 352, CC BY
 * 4.0), which the demo carries: 25,900 orders of 541,909 lines, 4,372 customers.
 */
public final class OnlineRetail {

  /** The orders, one a row. */
  public static final Path ORDERS =
      Path.of("../cli/src/main/resources/io/perenne/cli/demo/online_retail_orders.csv.gz");

  private OnlineRetail() {}

  /**
   * Writes the orders line by line, in the columns of the original file: as many lines as the order
   * had, whose amounts add up to that of the order. How it divides among them is made up.
   */
  public static Path writeLines(Path folder) throws IOException {
    Path file = folder.resolve("lines.csv");
    try (BufferedReader orders =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(ORDERS)), StandardCharsets.UTF_8));
        BufferedWriter lines = Files.newBufferedWriter(file)) {
      orders.readLine();
      lines.write("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        write(order.split(",", -1), lines);
      }
    }
    return file;
  }

  /** Columns: invoice, customer, time, country, lines, units, amount. */
  private static void write(String[] order, BufferedWriter lines) throws IOException {
    int count = Integer.parseInt(order[4]);
    BigDecimal amount = new BigDecimal(order[6]);
    BigDecimal share = amount.abs().divide(BigDecimal.valueOf(count), 2, RoundingMode.DOWN);
    BigDecimal last = amount.abs().subtract(share.multiply(BigDecimal.valueOf(count - 1L)));
    String quantity = amount.signum() < 0 ? "-1" : "1";
    for (int i = 1; i <= count; i++) {
      lines.write(
          String.join(
              ",",
              order[0],
              "P" + i,
              quantity,
              order[2],
              (i == count ? last : share).toPlainString(),
              order[1],
              order[3]));
      lines.write('\n');
    }
  }
}
