// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import java.util.OptionalLong;

/**
 * One segment of a run, or some customers of the one above, as a line of a table.
 *
 * @param id two digits; empty for a part of the segment above
 * @param name the label in the language of the run
 * @param customers how many customers it has
 * @param revenue what they spent in the interval
 * @param meanValue their mean lifetime value
 * @param change customers more than in the earlier run; empty if there is none
 */
record SegmentLine(
    String id, String name, long customers, double revenue, double meanValue, OptionalLong change) {
  /** Returns a line for some customers of the segment above. */
  static SegmentLine part(String name, long customers, double revenue, double meanValue) {
    return new SegmentLine("", "  " + name, customers, revenue, meanValue, OptionalLong.empty());
  }

  /** Returns whether the line is a segment, to be added up with the others. */
  boolean isSegment() {
    return !id.isEmpty();
  }
}
