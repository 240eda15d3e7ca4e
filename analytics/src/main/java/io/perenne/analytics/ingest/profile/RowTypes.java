// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows of a format are sales, where a column tells: payment lists and event streams hold
 * refunds, fees, transfers and clicks beside them.
 *
 * @param column the column; absent: every row is a sale, or a refund if its amount is below zero
 * @param sale the words for sales
 * @param refund the words for refunds, whose amount is taken off whatever its sign
 * @param ignored the words for rows that are neither
 * @param othersIgnored whether words not named are ignored; else they are unknown, and asked for
 */
public record RowTypes(
    Optional<String> column,
    List<String> sale,
    List<String> refund,
    List<String> ignored,
    boolean othersIgnored) {

  /** What a row is. */
  public enum Type {
    SALE,
    REFUND,
    IGNORED,
    UNKNOWN
  }

  /** A format without such a column. */
  public static final RowTypes NONE =
      new RowTypes(Optional.empty(), List.of(), List.of(), List.of(), true);

  public RowTypes {
    sale = List.copyOf(sale);
    refund = List.copyOf(refund);
    ignored = List.copyOf(ignored);
    if (column.isPresent() && sale.isEmpty()) {
      throw new IllegalArgumentException("no words for sales in " + column.get());
    }
  }

  /** What a row with this word is. */
  public Type of(String word) {
    Map<String, Type> types = new HashMap<>();
    ignored.forEach(text -> types.put(normal(text), Type.IGNORED));
    refund.forEach(text -> types.put(normal(text), Type.REFUND));
    sale.forEach(text -> types.put(normal(text), Type.SALE));
    return types.getOrDefault(normal(word), othersIgnored ? Type.IGNORED : Type.UNKNOWN);
  }

  /** Case and blanks do not matter; signs do: SAP has types of one sign. */
  private static String normal(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }
}
