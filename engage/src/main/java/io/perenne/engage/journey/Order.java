// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import io.perenne.engage.decision.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that is to be done for a person.
 *
 * @param key its send key: what has the same key is the same, and is done once
 * @param person for whom
 * @param journey the id of the journey
 * @param version its version
 * @param step the name of the step, or its number
 * @param errand what
 * @param channels by what, in order of preference: those of the message by which the person may be
 *     addressed; empty for what goes by none
 * @param due from when on
 * @param expires from when on not any more; empty for never
 */
public record Order(
    String key,
    String person,
    String journey,
    String version,
    String step,
    Step.Errand errand,
    List<Channel> channels,
    Instant due,
    Optional<Instant> expires) {
  /** Copies the list. */
  public Order {
    channels = List.copyOf(channels);
  }
}
