// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.segment.quantile.Quantiles;

/**
 * The four cuts that split a sample in fifths: type 7 quantiles at 20, 40, 60 and 80 %.
 *
 * @param q20 the first cut
 * @param q40 the second cut; {@code >= q20}
 * @param q60 the third cut; {@code >= q40}
 * @param q80 the fourth cut; {@code >= q60}
 */
public record Quintiles(double q20, double q40, double q60, double q80) {
  /** Requires the cuts in order. */
  public Quintiles {
    if (!(q20 <= q40 && q40 <= q60 && q60 <= q80)) { // also NaN
      throw new IllegalArgumentException(
          "cuts are not in order: " + q20 + ", " + q40 + ", " + q60 + ", " + q80);
    }
  }

  /** Returns the cuts of a sample in ascending order, not empty. */
  public static Quintiles of(double[] sorted) {
    return new Quintiles(
        Quantiles.type7(sorted, 0.2),
        Quantiles.type7(sorted, 0.4),
        Quantiles.type7(sorted, 0.6),
        Quantiles.type7(sorted, 0.8));
  }

  /** Returns how many cuts lie strictly below a value, 0 to 4. */
  int below(double value) {
    return (q20 < value ? 1 : 0)
        + (q40 < value ? 1 : 0)
        + (q60 < value ? 1 : 0)
        + (q80 < value ? 1 : 0);
  }

  /** Returns how many cuts lie strictly above a value, 0 to 4. */
  int above(double value) {
    return (q20 > value ? 1 : 0)
        + (q40 > value ? 1 : 0)
        + (q60 > value ? 1 : 0)
        + (q80 > value ? 1 : 0);
  }
}
