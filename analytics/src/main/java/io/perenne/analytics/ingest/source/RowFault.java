// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.util.Arrays;

/** Why a row cannot be read. The code is what the relation carries in its column {@code bad}. */
public enum RowFault {
  /** The time is missing or no date. */
  TIME(1, "time", "not a date as this file writes them"),
  /** The amount is missing, no number, or beyond 99,999,999,999,999.9999. */
  AMOUNT(2, "amount", "not a number as this file writes them, or too large"),
  /** The quantity is missing or no number. */
  QUANTITY(3, "quantity", "not a number as this file writes them"),
  /** The price is missing or no number. */
  PRICE(4, "price", "not a number as this file writes them"),
  /** The customer id is longer than 255 characters. */
  CUSTOMER(5, "customer", "an id has at most 255 characters"),
  /** The order id is longer than 255 characters. */
  ORDER(6, "order", "an id has at most 255 characters"),
  /** There is a margin but it is no number. */
  MARGIN(7, "margin", "not a number as this file writes them"),
  /** There is a cost but it is no number. */
  COST(8, "cost", "not a number as this file writes them"),
  /** There is a consent but it is neither a yes nor a no. */
  CONSENT(9, "consent", "neither a yes nor a no; until it is read it counts as withdrawn"),
  /** There is a time of consent but it is no date. */
  CONSENT_TIME(
      10,
      "consent-time",
      "not a date as this file writes them; until it is read the consent counts as withdrawn"),
  /** Digits of the customer id are lost. */
  SHORTENED_CUSTOMER(
      11,
      "customer",
      "a spreadsheet has cut digits off this id; export it again without opening it"),
  /** Digits of the order id are lost. */
  SHORTENED_ORDER(
      12, "order", "a spreadsheet has cut digits off this id; export it again without opening it"),
  /** The amount is in a currency without an exchange rate for its day; known after reading only. */
  RATE(254, "currency", "there is no exchange rate for this currency and day");

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
  public String reason(String value) {
    return value.isBlank() ? "the " + field + " is missing" : reason;
  }

  /** Returns the fault with a code. */
  public static RowFault of(int code) {
    return Arrays.stream(values())
        .filter(fault -> fault.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fault has the code " + code));
  }
}
