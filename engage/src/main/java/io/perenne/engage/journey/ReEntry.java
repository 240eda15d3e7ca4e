// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

/** Whether somebody may enter a journey again, whom it has already had. */
public sealed interface ReEntry {
  /** Never, by any version of it. */
  record Never() implements ReEntry {}

  /**
   * So long after the last time that the person entered, and not while they are in it.
   *
   * @param span how long
   */
  record After(Span span) implements ReEntry {}

  /** With each event, also while the person is in it with another. */
  record EveryEvent() implements ReEntry {}
}
