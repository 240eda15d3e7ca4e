// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import io.perenne.clv.segment.Migration;

/**
 * What a run is compared with.
 *
 * @param totals the segments of the previous successful run
 * @param migration how its customers have moved since
 */
public record PreviousRun(SegmentTotals totals, Migration migration) {}
