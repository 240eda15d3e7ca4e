// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

/**
 * What a destination says about a shipment that is there, whole and verified.
 *
 * @param location where exactly
 * @param how how it came there, as a sentence; empty if there is nothing to say
 * @param rejectedRows rows that the destination refused one by one
 */
public record Arrival(String location, String how, long rejectedRows) {
  /** Returns an arrival with every row and nothing else to say. */
  public static Arrival at(String location) {
    return new Arrival(location, "", 0);
  }
}
