// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.perenne.analytics.home.RunDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the page of one run shows.
 *
 * @param run the run
 * @param pinned whether somebody wants to keep it
 */
public record OneRunView(RunDocument run, boolean pinned) {
  /** Returns the seconds of each stage, the longest first. */
  public Map<String, Double> timings() {
    Map<String, Double> sorted = new LinkedHashMap<>();
    run.timings().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(stage -> sorted.put(stage.getKey(), stage.getValue()));
    return sorted;
  }
}
