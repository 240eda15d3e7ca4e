// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.journey.Journey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is rehearsed.
 *
 * @param journeys the journeys, which all start together
 * @param catalogue the actions of their messages, and how often people may be contacted
 * @param days how many days after the run
 * @param still whether nobody buys; else people buy as the models of the run expect
 * @param everybody whether on the first day everybody counts as having entered their segment just
 *     then; else those do who were in another one in the run before
 * @param consents channels by which everybody agreed to be addressed, beside e-mail, of which the
 *     run tells
 * @param follow events that follow each purchase, and after how many days
 * @param most so many people at most, drawn by lot; all if there are no more
 * @param seed what chance is drawn from
 */
public record RehearsalRequest(
    List<Journey> journeys,
    Catalogue catalogue,
    int days,
    boolean still,
    boolean everybody,
    Set<Channel> consents,
    Map<String, Integer> follow,
    int most,
    long seed) {
  /** The most days. */
  public static final int MOST_DAYS = 730;

  /** Copies and checks. */
  public RehearsalRequest {
    journeys = List.copyOf(journeys);
    consents = Set.copyOf(consents);
    follow = Map.copyOf(follow);
    if (!(1 <= days && days <= MOST_DAYS) || most < 1) {
      throw new IllegalArgumentException("days or most out of range: " + days + ", " + most);
    }
  }
}
