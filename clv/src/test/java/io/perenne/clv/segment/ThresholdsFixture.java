// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/** Thresholds of which a test chooses only what it is about. */
public final class ThresholdsFixture {
  private ThresholdsFixture() {}

  static Thresholds bands(double medium, double high, double fence) {
    return new Thresholds(60, 2, fence, high, medium, 4, 60, 2, 2.5, 2.5, 5, 5, 0.75, 365);
  }

  static Thresholds ratios(
      double atRiskFirst, double dormantFirst, double atRiskLater, double dormantLater) {
    return new Thresholds(
        60,
        2,
        5000,
        800,
        200,
        4,
        60,
        2,
        atRiskFirst,
        atRiskLater,
        dormantFirst,
        dormantLater,
        0.75,
        365);
  }

  public static Thresholds rhythm(double populationDays, int intervalDays) {
    return new Thresholds(
        populationDays, 2, 5000, 800, 200, 4, 60, 2, 2.5, 2.5, 5, 5, 0.75, intervalDays);
  }
}
