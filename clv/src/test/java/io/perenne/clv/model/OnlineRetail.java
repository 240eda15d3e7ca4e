// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The twelve months of Online Retail as cells; origin and licence in the file's header. */
final class OnlineRetail {

  private OnlineRetail() {}

  static HistoryCells cells() {
    HistoryCells.Builder cells = HistoryCells.builder();
    try (InputStream in =
        Objects.requireNonNull(OnlineRetail.class.getResourceAsStream("online_retail_cells.csv"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> Character.isDigit(line.charAt(0)))
          .map(line -> line.split(",", -1))
          .forEach(
              row ->
                  cells.add(
                      Integer.parseInt(row[0]),
                      Double.parseDouble(row[1]),
                      Double.parseDouble(row[2]),
                      Double.parseDouble(row[3])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cells.build();
  }
}
