// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.event;

/** Why a message is no event. It is kept aside under this code. */
public enum Malformed {
  /** The {@code type} is missing, or none of the protocol. */
  NO_TYPE("no_type"),
  /** Neither {@code userId} nor {@code anonymousId} nor any other identifier was sent. */
  NO_IDENTIFIER("no_user_anon_id"),
  /** A {@code track} does not say what was done. */
  NO_NAME("no_event_name"),
  /** A {@code merge} does not say what belongs together. */
  NO_MERGE("no_merge_properties"),
  /** The {@code messageId} is longer than 100 characters. */
  LONG_ID("message_id_too_long"),
  /** A time is not a date of ISO 8601 with a zone. */
  NO_TIME("invalid_timestamp"),
  /** An order event does not say which order. */
  NO_ORDER("no_order_id"),
  /** An order is placed, and nothing says for how much. */
  NO_AMOUNT("no_order_amount");

  private final String code;

  Malformed(String code) {
    this.code = code;
  }

  /** Returns the code under which it is counted and shown. */
  public String code() {
    return code;
  }
}
