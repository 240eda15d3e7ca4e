// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.pipeline.PurchaseReader;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The day up to which files are taken as complete: the one asked for, or else the last day in them.
 *
 * @param asked the day asked for
 * @param today the day after which nothing can have happened yet
 */
public record LastDay(Optional<LocalDate> asked, LocalDate today) {

  public LocalDate of(PurchaseReader reader) {
    return asked.orElseGet(() -> reader.lastDay(today));
  }
}
