// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What others are told of when a customer's segment or value has become another.
 *
 * @param name {@code Segment Changed} or {@code Value Changed}
 * @param at since when; of a change that time alone brings, the midnight after which it holds
 * @param properties what it was, what it is, and why
 */
public record Change(String name, Instant at, Map<String, @Nullable Object> properties) {
  /** The name of a change of the segment. */
  public static final String SEGMENT = "Segment Changed";

  /** The name of a change of the value. */
  public static final String VALUE = "Value Changed";

  /** Values that differ by less than this share are the same to those who are told. */
  private static final double SHARE = 0.01;

  private static final double CENT = 0.005;

  /**
   * Returns what has changed.
   *
   * @param before the state before; empty for somebody new
   * @param after the state now
   */
  public static List<Change> between(Optional<Valuation> before, Valuation after) {
    List<Change> changes = new ArrayList<>();
    boolean segment = before.map(then -> then.segment() != after.segment()).orElse(true);
    if (segment) {
      changes.add(new Change(SEGMENT, after.at(), segment(before, after)));
    }
    boolean value =
        before.map(then -> isOther(then.value(), after.value())).orElse(after.value() > 0);
    boolean band = before.map(then -> then.band() != after.band()).orElse(false);
    if (value || band) {
      changes.add(new Change(VALUE, after.at(), value(before, after)));
    }
    return changes;
  }

  private static boolean isOther(double before, double after) {
    double difference = Math.abs(after - before);
    return difference >= CENT && difference > SHARE * Math.max(before, after);
  }

  private static Map<String, @Nullable Object> segment(
      Optional<Valuation> before, Valuation after) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put("previous_segment", before.map(then -> then.segment().id()).orElse(null));
    properties.put("segment", after.segment().id());
    properties.put("segment_code", after.segment().code());
    properties.put("state", after.state().code());
    properties.put("cause", cause(before, after));
    common(properties, after);
    return properties;
  }

  private static Map<String, @Nullable Object> value(Optional<Valuation> before, Valuation after) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put("previous_value", before.map(then -> rounded(then.value())).orElse(null));
    properties.put("value", rounded(after.value()));
    properties.put("expected", rounded(after.expected()));
    properties.put("previous_band", before.map(then -> then.band().id()).orElse(null));
    properties.put("band", after.band().id());
    properties.put("cause", cause(before, after));
    common(properties, after);
    return properties;
  }

  private static void common(Map<String, @Nullable Object> properties, Valuation after) {
    properties.put("as_of", after.day().toString());
    properties.put("provisional", after.provisional());
    properties.put("run_id", after.runId());
  }

  /** Purchases, another run, or time alone. */
  private static String cause(Optional<Valuation> before, Valuation after) {
    if (before.isEmpty()) {
      return "new";
    }
    if (!before.get().runId().equals(after.runId())) {
      return "run";
    }
    return before.get().purchases().historic() == after.purchases().historic()
            && before.get().purchases().purchaseDays() == after.purchases().purchaseDays()
        ? "time"
        : "purchase";
  }

  private static double rounded(double money) {
    return Math.round(money * 100) / 100.0;
  }
}
