// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.util.List;

/**
 * How the customers of one segment are distributed.
 *
 * @param reachable how many may get an e-mail: outside the control group, with an address and
 *     consent
 * @param values by value; who is worth less than one unit of money is left out
 * @param rhythm by silence in units of the customer's own time between purchases, of {@link
 *     #STEPS_PER_RHYTHM} steps each; who has no rhythm is left out
 * @param tickets by purchases in the interval
 */
public record SegmentFigures(
    long reachable, List<RunFigures.ValueCell> values, List<Step> rhythm, List<Step> tickets) {
  /** Steps of silence to one time between purchases. */
  public static final int STEPS_PER_RHYTHM = 4;

  /** The last step of silence, which has no end. */
  public static final int MOST_RHYTHM = 40;

  /** The last step of purchases, which has no end. */
  public static final int MOST_TICKETS = 11;

  /** A segment without customers. */
  public static final SegmentFigures NOBODY =
      new SegmentFigures(0, List.of(), List.of(), List.of());

  /** Copies the lists. */
  public SegmentFigures {
    values = List.copyOf(values);
    rhythm = List.copyOf(rhythm);
    tickets = List.copyOf(tickets);
  }

  /** The customers of one step. */
  public record Step(int step, long customers) {}
}
