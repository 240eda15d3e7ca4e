// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Files of orders for tests. */
public final class Orders {
  static final String HEADER = "customer_id,order_time,amount";
  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  private Orders() {}

  /** Writes a file with the usual header. */
  public static Path write(Path file, List<String> rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    lines.addAll(rows);
    return Files.write(file, lines);
  }

  /** Returns orders of one amount spread over the first half of 2024, the same each time. */
  public static List<String> of(int orders, int customers, String amount) {
    SplittableRandom random = new SplittableRandom(20240101);
    return IntStream.range(0, orders)
        .mapToObj(
            i -> "C" + i % customers + "," + START.plusDays(random.nextInt(180)) + "," + amount)
        .toList();
  }
}
