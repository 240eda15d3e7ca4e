// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The latest run up to a day that can be compared with. One that somebody has damaged is set aside
 * with a warning, and the one before it taken.
 *
 * @param document its provenance, if there is one
 * @param warnings what was set aside, and why
 */
record EarlierRun(Optional<RunDocument> document, List<Message> warnings) {
  private static final List<String> COMPARED =
      List.of("CustomerId", "ID_CLV_SEGMENT", "last_micros", "purchase_days");

  EarlierRun {
    warnings = List.copyOf(warnings);
  }

  /** Finds the run to compare with. */
  static EarlierRun find(
      RunStore store, RunHeader header, RunConfiguration configuration, Pipeline pipeline) {
    LocalDate day = header.referenceDate().minusDays(configuration.evolutionBase().days());
    RunStore.Known known = store.known();
    List<Message> warnings = new ArrayList<>();
    known.damaged().forEach((id, damage) -> warnings.add(warning(id, damage)));
    List<RunDocument> latestFirst =
        known.runs().stream()
            .filter(run -> !run.referenceDate().isAfter(day))
            .sorted(
                Comparator.comparing(RunDocument::referenceDate)
                    .thenComparing(RunDocument::startedAt)
                    .reversed())
            .toList();
    for (RunDocument run : latestFirst) {
      try {
        requireUsable(store, run, pipeline);
        return new EarlierRun(Optional.of(run), warnings);
      } catch (InputException e) {
        warnings.add(warning(run.runId(), e));
      }
    }
    return new EarlierRun(Optional.empty(), warnings);
  }

  private static void requireUsable(RunStore store, RunDocument run, Pipeline pipeline) {
    store.requireWhole(run);
    Path customers = store.folder(run).resolve(RunStore.CUSTOMERS);
    if (!pipeline.canRead(customers, COMPARED)) {
      throw new InputException(RunStore.damaged(customers, Texts.message("problem.run.no-table")));
    }
    try {
      SegmentRules.of(run.thresholds());
      run.segments().forEach(row -> Integer.parseInt(row.id()));
    } catch (IllegalArgumentException e) {
      throw new InputException(
          RunStore.damaged(
              store.folder(run).resolve(RunStore.DOCUMENT),
              Texts.message("problem.run.impossible-numbers")),
          e);
    }
  }

  private static Message warning(String runId, InputException damage) {
    Problem first = damage.problems().get(0);
    return Texts.message("warning.run.set-aside", runId, first.where(), (Labelled) first::value);
  }
}
