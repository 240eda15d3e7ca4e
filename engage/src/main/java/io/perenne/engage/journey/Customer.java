// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.engage.audience.Facts;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Situation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a journey looks at of a person.
 *
 * @param person the id, by which chance is drawn: the same person has the same luck
 * @param standing whether there is such a person, who may be contacted
 * @param control whether the person is in the universal control group
 * @param openCase whether the person has an open case
 * @param consents the channels by which the person may be addressed for marketing
 * @param segment empty if none is known
 * @param band empty if none is known
 * @param columns the row of the datamodel, by column; without those that are empty or not known
 * @param facts what the profile says
 */
public record Customer(
    String person,
    Situation.Standing standing,
    boolean control,
    boolean openCase,
    Set<Channel> consents,
    Optional<Segment> segment,
    Optional<ValueBand> band,
    Map<String, String> columns,
    Facts facts) {
  /** No facts of a profile. */
  public static final Facts NO_FACTS = new Facts(Map.of(), Map.of());

  /** Why a person may be in no journey at all, if so. */
  Optional<Reason> barred() {
    return switch (standing) {
      case ERASED -> Optional.of(Reason.ERASED);
      case UNKNOWN -> Optional.of(Reason.UNKNOWN);
      case SUPPRESSED -> Optional.of(Reason.SUPPRESSED);
      case KNOWN -> control ? Optional.of(Reason.CONTROL) : Optional.empty();
    };
  }
}
