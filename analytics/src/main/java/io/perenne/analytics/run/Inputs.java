// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.text.InputHash;
import io.perenne.analytics.pipeline.Exchange;
import io.perenne.analytics.pipeline.RateTable;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionSource;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.task.Task;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What the input files say about themselves. */
final class Inputs {
  private Inputs() {}

  /** Returns transactions under the rules of a configuration, as read today. */
  static TransactionTable table(
      TransactionSource source,
      RunConfiguration configuration,
      Optional<RateTable> rates,
      Task task) {
    LocalDate today = LocalDate.ofInstant(task.clock().instant(), configuration.timeZone());
    return source.table(
        TicketRules.of(configuration, source.hasMargin()).readOn(today),
        Optional.of(Exchange.of(configuration, rates)));
  }

  /** Returns the provenance of files; reads each once for its hash. */
  static List<RunDocument.Input> provenance(String kind, List<InputFile> files) {
    return files.parallelStream()
        .map(
            file ->
                new RunDocument.Input(
                    kind,
                    file.path().toString(),
                    format(file).en(),
                    file.bytes(),
                    InputHash.sha256(file.raw()),
                    file.mapping().stream().map(FieldMapping::toString).toList(),
                    format(file),
                    file.mapping().stream()
                        .map(found -> RunDocument.Text.of(found.sentence()))
                        .toList()))
        .toList();
  }

  /** The kind of a file, and the export format that it is read as, if it is a known one. */
  static RunDocument.Text format(InputFile file) {
    return file.profile()
        .map(title -> RunDocument.Text.of(Texts.message("input.read-as", file.format(), title)))
        .orElseGet(() -> RunDocument.Text.plain(file.format().toString()));
  }
}
