// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What may be at a destination already.
 *
 * @param arrived the customers of the last run, if all of its rows but the refused ones are known
 *     to be there as they were sent
 * @param begun the customers of every run of which some rows may be there: the last one that
 *     arrived and those begun after it; only those still kept
 * @param refused the list of rows refused in the last delivery, if there were any
 */
public record EarlierRuns(Optional<Path> arrived, List<Path> begun, Optional<Path> refused) {
  public EarlierRuns {
    begun = List.copyOf(begun);
  }

  public static EarlierRuns none() {
    return new EarlierRuns(Optional.empty(), List.of(), Optional.empty());
  }
}
