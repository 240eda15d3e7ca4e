// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The people of some segments and money bands.
 *
 * @param segments any of these; empty for all
 * @param bands any of these; empty for all
 */
public record SegmentAudience(Set<Segment> segments, Set<ValueBand> bands) implements Audience {
  /** Copies the sets. */
  public SegmentAudience {
    segments = Set.copyOf(segments);
    bands = Set.copyOf(bands);
  }

  @Override
  public boolean includes(Situation person) {
    return (segments.isEmpty() || person.segment().filter(segments::contains).isPresent())
        && (bands.isEmpty() || person.band().filter(bands::contains).isPresent());
  }

  @Override
  public String canonical() {
    EnumSet<Segment> first = EnumSet.noneOf(Segment.class);
    first.addAll(segments);
    EnumSet<ValueBand> second = EnumSet.noneOf(ValueBand.class);
    second.addAll(bands);
    return "segments:"
        + first.stream().map(Segment::id).collect(Collectors.joining(","))
        + ";bands:"
        + second.stream().map(ValueBand::id).collect(Collectors.joining(","));
  }
}
