// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.duckdb.DuckDbReader;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.RatesSource;
import io.perenne.analytics.ingest.source.TransactionSource;
import io.perenne.analytics.ingest.text.InputHash;
import io.perenne.analytics.pipeline.Exchange;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the input files say about themselves. */
final class Inputs {
  private Inputs() {}

  /** Describes a source to the pipeline. */
  static TransactionTable table(
      TransactionSource source, RunConfiguration configuration, Optional<RatesSource> rates) {
    return TransactionTable.of(
        source,
        TicketRules.of(configuration, source.hasMargin()),
        Optional.of(Exchange.of(configuration, rates)));
  }

  /** Opens the configured exchange rates, if there are any. */
  static Optional<RatesSource> rates(DuckDbReader reader, RunRequest request) {
    return request
        .configuration()
        .tickets()
        .exchangeRates()
        .map(
            file ->
                reader.openRates(
                    Path.of(file),
                    request.configuration().currency().getCurrencyCode(),
                    request.transactions().options()));
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
