// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import io.perenne.analytics.Texts;
import java.util.List;
import java.util.Set;

/** What fields are called in sentences. Their keys, as in {@code --map}, never change. */
public final class FieldWords {
  private static final Set<String> NAMED =
      Set.of(
          "amount",
          "channel",
          "consent",
          "consent-time",
          "contact-id",
          "cost",
          "currency",
          "customer",
          "date",
          "email",
          "margin",
          "order",
          "price",
          "product",
          "quantity",
          "rate",
          "refund-of",
          "refunded",
          "status",
          "suppressed",
          "time");

  private FieldWords() {}

  /** Returns a field's name as an argument of a message; its key if it has none. */
  public static Object of(String field) {
    return NAMED.contains(field) ? Texts.message("field." + field) : field;
  }

  /** Returns the names of fields as one argument of a message. */
  public static List<Object> of(List<String> fields) {
    return fields.stream().map(FieldWords::of).toList();
  }
}
