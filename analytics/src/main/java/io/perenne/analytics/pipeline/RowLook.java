// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of transactions as they are understood.
 *
 * @param currencies the currencies, the most rows first
 * @param repeated how many rows are the same as another in every field that is read
 * @param first the earliest time of a readable row; absent without one
 * @param last the latest
 * @param sample some readable rows
 */
public record RowLook(
    List<Currency> currencies,
    long repeated,
    @Nullable LocalDateTime first,
    @Nullable LocalDateTime last,
    List<Row> sample) {
  /** Copies the lists. */
  public RowLook {
    currencies = List.copyOf(currencies);
    sample = List.copyOf(sample);
  }

  /**
   * A currency.
   *
   * @param code as it stands in the rows; empty where there is none
   * @param rows how many rows have it
   * @param money the sum of their amounts, each taken without its sign
   */
  public record Currency(String code, long rows, BigDecimal money) {}

  /** A row; what it does not have is absent. */
  public record Row(
      @Nullable String customer,
      LocalDateTime time,
      @Nullable BigDecimal amount,
      @Nullable String order,
      @Nullable String status,
      @Nullable String product,
      @Nullable String currency) {}
}
