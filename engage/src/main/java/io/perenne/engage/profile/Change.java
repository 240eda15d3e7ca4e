// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What others are told of when a customer's segment or value has become another.
 *
 * @param name {@code Segment Changed} or {@code Value Changed}
 * @param at since when; of a change that time alone brings, the midnight after which it holds
 * @param cause why
 * @param properties what it was, what it is, and why, as they are told
 */
public record Change(
    String name, Instant at, Cause cause, Map<String, @Nullable Object> properties) {
  /** The name of a change of the segment. */
  public static final String SEGMENT = "Segment Changed";

  /** The name of a change of the value. */
  public static final String VALUE = "Value Changed";

  static Change ofSegment(Standing before, Valuation now, Optional<Segment> segment, Cause cause) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put("previous_segment", before.segment().map(Segment::id).orElse(null));
    properties.put("segment", segment.map(Segment::id).orElse(null));
    properties.put("segment_code", segment.map(Segment::code).orElse(null));
    properties.put("state", segment.isPresent() ? now.state().code() : null);
    return new Change(SEGMENT, now.at(), cause, with(properties, before, now, segment, cause));
  }

  static Change ofValue(Standing before, Valuation now, Optional<Segment> segment, Cause cause) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put("segment", segment.map(Segment::id).orElse(null));
    properties.put("previous_band", before.band().map(ValueBand::id).orElse(null));
    properties.put("band", segment.isPresent() ? now.band().id() : null);
    return new Change(VALUE, now.at(), cause, with(properties, before, now, segment, cause));
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> properties,
      Standing before,
      Valuation now,
      Optional<Segment> segment,
      Cause cause) {
    properties.put("cause", cause.code());
    properties.put("previous_value", before.segment().isPresent() ? rounded(before.value()) : null);
    properties.put("value", segment.isPresent() ? rounded(now.value()) : null);
    properties.put("expected", segment.isPresent() ? rounded(now.expected()) : null);
    properties.put("as_of", now.day().toString());
    properties.put("provisional", now.provisional());
    properties.put("run_id", now.runId());
    return properties;
  }

  private static double rounded(double money) {
    return Math.round(money * 100) / 100.0;
  }
}
