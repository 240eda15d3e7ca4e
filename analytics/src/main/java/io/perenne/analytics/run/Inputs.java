// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.LtvBasis;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.FieldMapping;
import io.perenne.analytics.ingest.InputFile;
import io.perenne.analytics.ingest.InputHash;
import io.perenne.analytics.ingest.TransactionSource;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionTable;
import java.util.List;
import java.util.Locale;

/** What the input files say about themselves. */
final class Inputs {
  private Inputs() {}

  /** Describes a source to the pipeline. */
  static TransactionTable table(TransactionSource source, RunConfiguration configuration) {
    TicketRules rules =
        new TicketRules(
            configuration.tickets().countableStatuses().stream()
                .map(status -> status.toLowerCase(Locale.ROOT))
                .toList(),
            configuration.tickets().refunds(),
            configuration.valuation().basis() == LtvBasis.MARGIN && source.hasMargin());
    return TransactionTable.of(source, rules);
  }

  /** Returns the provenance of files; reads each once for its hash. */
  static List<RunDocument.Input> provenance(String kind, List<InputFile> files) {
    return files.parallelStream()
        .map(
            file ->
                new RunDocument.Input(
                    kind,
                    file.path().toString(),
                    file.format().toString(),
                    file.bytes(),
                    InputHash.sha256(file.path()),
                    file.mapping().stream().map(FieldMapping::toString).toList()))
        .toList();
  }
}
