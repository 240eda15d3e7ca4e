// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

/**
 * What was used of an action so far.
 *
 * @param times how often it was shown
 * @param money what that cost
 */
public record Spent(long times, double money) {
  /** Nothing. */
  public static final Spent NOTHING = new Spent(0, 0);
}
