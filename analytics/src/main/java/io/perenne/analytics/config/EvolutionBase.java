// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/**
 * The earlier run that {@code CLV_EVOLUTION} compares with: the latest successful one whose
 * reference date lies at least so many days before this one's.
 *
 * @param days at least 1; 1 is the previous run
 */
public record EvolutionBase(int days) {
  public EvolutionBase {
    if (!(days >= 1)) {
      throw new IllegalArgumentException("evolution base not >= 1 day: " + days);
    }
  }

  /** Returns the base that is the latest run with an earlier reference date. */
  public static EvolutionBase previousRun() {
    return new EvolutionBase(1);
  }

  @Override
  public String toString() {
    return days == 1 ? "previous-run" : days + " days";
  }
}
