// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.FieldWords;
import io.perenne.clv.words.Message;
import java.util.Arrays;

/** Why a row cannot be read. The code is what the relation carries in its column {@code bad}. */
public enum RowFault {
  /** The time is missing or no date. */
  TIME(1, "time", "reject.date"),
  /** The amount is missing, no number, or beyond 99,999,999,999,999.9999. */
  AMOUNT(2, "amount", "reject.amount"),
  /** The quantity is missing or no number. */
  QUANTITY(3, "quantity", "reject.number"),
  /** The price is missing or no number. */
  PRICE(4, "price", "reject.number"),
  /** The customer id is longer than 255 characters. */
  CUSTOMER(5, "customer", "reject.long-id"),
  /** The order id is longer than 255 characters. */
  ORDER(6, "order", "reject.long-id"),
  /** There is a margin but it is no number. */
  MARGIN(7, "margin", "reject.number"),
  /** There is a cost but it is no number. */
  COST(8, "cost", "reject.number"),
  /** There is a consent but it is neither a yes nor a no. */
  CONSENT(9, "consent", "reject.consent"),
  /** There is a time of consent but it is no date. */
  CONSENT_TIME(10, "consent-time", "reject.consent-date"),
  /** Digits of the customer id are lost. */
  SHORTENED_CUSTOMER(11, "customer", "reject.shortened-id"),
  /** Digits of the order id are lost. */
  SHORTENED_ORDER(12, "order", "reject.shortened-id"),
  /** The time is further ahead than any purchase can be. */
  FAR_TIME(13, "time", "reject.far-date"),
  /** The amount is in a currency without an exchange rate for its day; known after reading only. */
  RATE(254, "currency", "reject.rate");

  private final int code;
  private final String field;
  private final String reason;

  RowFault(int code, String field, String reason) {
    this.code = code;
    this.field = field;
    this.reason = reason;
  }

  /** The number of this fault in the column {@code bad}; 0 there means readable. */
  public int code() {
    return code;
  }

  /** The field at fault. */
  public String field() {
    return field;
  }

  /** Says why a value is refused. */
  public Message reason(String value) {
    return value.isBlank()
        ? Texts.message("reject.missing", FieldWords.of(field))
        : Texts.message(reason);
  }

  /** Returns the fault with a code. */
  public static RowFault of(int code) {
    return Arrays.stream(values())
        .filter(fault -> fault.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fault has the code " + code));
  }
}
