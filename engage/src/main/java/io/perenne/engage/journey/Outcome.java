// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

/**
 * What became of an order.
 *
 * @param kind what
 * @param detail more of it: the channel, the rule that kept it back
 */
public record Outcome(Kind kind, String detail) {
  /** What may become of an order. */
  public enum Kind {
    /** It was done. */
    DONE,
    /** It was not, and will not be. */
    FAILED,
    /** It was not in time. */
    EXPIRED,
    /** It was taken back. */
    WITHDRAWN,
    /** Whoever did it broke down over it. It counts as done: nothing is repeated blindly. */
    UNCERTAIN
  }
}
