// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.Interval;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.pipeline.Publication;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The earlier run that a run is compared with, if there is one.
 *
 * @param document its provenance
 * @param customers its table of customers
 * @param rebased its reference date segmented anew, if the rules were configured differently then
 *     and the interval had begun by that date
 * @param warnings what a person should know about earlier runs
 */
record Earlier(
    Optional<RunDocument> document,
    Optional<Path> customers,
    Optional<SegmentTable> rebased,
    List<Message> warnings) {
  Earlier {
    warnings = List.copyOf(warnings);
  }

  /** Reads the run to compare with; segments its date anew if that is needed. */
  static Earlier of(
      EarlierRun earlier,
      RunStore store,
      RunConfiguration configuration,
      Assessor assessor,
      TransactionTable transactions) {
    Optional<RunDocument> found = earlier.document();
    Optional<SegmentTable> rebased =
        found
            .filter(run -> !run.segmentDefinition().equals(configuration.segmentDefinition()))
            .filter(run -> hasBegun(configuration.interval(), run.referenceDate()))
            .map(
                run ->
                    assessor
                        .assess(assessor.summarize(transactions, run.referenceDate()))
                        .segments());
    return new Earlier(
        found,
        found.map(run -> store.folder(run).resolve(RunStore.CUSTOMERS)),
        rebased,
        earlier.warnings());
  }

  /** Without a day of the interval there is nothing to segment anew. */
  private static boolean hasBegun(Interval interval, LocalDate referenceDate) {
    return !(interval instanceof Interval.Since since) || !since.start().isAfter(referenceDate);
  }

  Optional<Publication.Previous> publication() {
    return document.map(
        run ->
            new Publication.Previous(
                customers.orElseThrow(), rebased, SegmentRules.of(run.thresholds())));
  }
}
