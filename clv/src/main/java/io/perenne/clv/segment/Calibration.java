// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import java.util.List;

/**
 * The thresholds of a run and where each came from.
 *
 * @param thresholds the numbers
 * @param origins one entry a threshold, in the order of a report
 */
public record Calibration(Thresholds thresholds, List<ThresholdOrigin> origins) {
  /** Copies the list. */
  public Calibration {
    origins = List.copyOf(origins);
  }
}
