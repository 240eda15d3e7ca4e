// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

/**
 * An order, or a refund, as histories count it.
 *
 * @param order its id
 * @param micros its local time, in microseconds since 1970
 * @param amount what is left of it; below zero for a refund that found no order
 * @param margin which part of that is margin
 */
record Ticket(String order, long micros, long amount, long margin) {
  static final long MICROS_PER_DAY = 86_400_000_000L;

  /** The local date, in days since 1970. */
  int day() {
    return (int) Math.floorDiv(micros, MICROS_PER_DAY);
  }
}
