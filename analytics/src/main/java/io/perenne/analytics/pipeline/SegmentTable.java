// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.segment.SegmentRules;

/** Customers with value, state, band and segment, on an engine. */
public interface SegmentTable {
  /** Returns what was segmented. */
  ValueTable values();

  /** Returns the rules that decided. */
  SegmentRules rules();
}
