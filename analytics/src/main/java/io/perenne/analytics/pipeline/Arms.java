// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arms of the control group of a run, and how much customers' spending varies.
 *
 * @param segments both arms by the id of the segment; empty without a control group
 * @param spread what was spent in quarters, by the id of the segment
 */
public record Arms(Map<String, Pair> segments, Map<String, QuarterSpread> spread) {
  /** Copies the maps and sorts them. */
  public Arms {
    segments = Collections.unmodifiableMap(new TreeMap<>(segments));
    spread = Collections.unmodifiableMap(new TreeMap<>(spread));
  }

  /**
   * Both arms of some customers.
   *
   * @param control those in the control group
   * @param target the others
   */
  public record Pair(ArmFigures control, ArmFigures target) {
    /** Nobody. */
    public static final Pair NOBODY = new Pair(ArmFigures.NOBODY, ArmFigures.NOBODY);

    /** Returns both pairs together; they must not overlap. */
    public Pair plus(Pair other) {
      return new Pair(control.plus(other.control), target.plus(other.target));
    }
  }

  /** One arm of a segment. */
  public record Part(String segment, boolean control, ArmFigures figures) {}

  /** Puts the parts together. */
  public static Arms of(List<Part> parts, Map<String, QuarterSpread> spread) {
    Map<String, Pair> segments = new TreeMap<>();
    for (Part part : parts) {
      Pair pair =
          part.control()
              ? new Pair(part.figures(), ArmFigures.NOBODY)
              : new Pair(ArmFigures.NOBODY, part.figures());
      segments.merge(part.segment(), pair, Pair::plus);
    }
    return new Arms(segments, spread);
  }

  /** Returns the arms of everybody. */
  public Pair everybody() {
    return segments.values().stream().reduce(Pair.NOBODY, Pair::plus);
  }

  /** Returns how much everybody's spending varies. */
  public QuarterSpread spreadOfAll() {
    return spread.values().stream().reduce(QuarterSpread.NOBODY, QuarterSpread::plus);
  }
}
