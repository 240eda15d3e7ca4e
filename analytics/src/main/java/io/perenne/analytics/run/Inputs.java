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
import io.perenne.clv.history.SpendDays;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the input files say about themselves. */
final class Inputs {
  private Inputs() {}

  /** Describes a source to the pipeline. */
  static TransactionTable table(
      TransactionSource source, RunConfiguration configuration, Optional<RatesSource> rates) {
    TicketRules rules =
        new TicketRules(
            configuration.tickets().countableStatuses().stream()
                .map(status -> status.toLowerCase(Locale.ROOT))
                .toList(),
            configuration.tickets().refunds(),
            source.hasMargin(),
            configuration.valuation().marginRate(),
            configuration.model().firstPurchaseSpend() ? SpendDays.ALL : SpendDays.REPEATED);
    return TransactionTable.of(
        source,
        rules,
        Optional.of(
            new Exchange(
                configuration.currency().getCurrencyCode(), rates.map(RatesSource::relationSql))));
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
                    request.readOptions()));
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
