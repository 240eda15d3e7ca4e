// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What to simulate.
 *
 * @param model what customers do
 * @param customers how many, at least 1
 * @param days how long they are watched, at least 1; they arrive during the first half
 * @param seed the same seed gives the same customers
 * @param firstDay the first day
 * @param out the file to write, CSV or Parquet as its name ends
 */
public record SimulationRequest(
    SimulatedModel model, long customers, int days, long seed, LocalDate firstDay, Path out) {

  /** Checks the numbers. */
  public SimulationRequest {
    if (customers < 1) {
      throw new IllegalArgumentException("customers is not >= 1: " + customers);
    }
    if (days < 1) {
      throw new IllegalArgumentException("days is not >= 1: " + days);
    }
  }
}
