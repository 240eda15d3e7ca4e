// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.LtvBasis;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.FieldMapping;
import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.InputFile;
import io.perenne.analytics.ingest.InputHash;
import io.perenne.analytics.ingest.TransactionSource;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionTable;
import java.util.List;
import java.util.Locale;

/** What the input files say about themselves. */
final class Inputs {
  /** Bytes of one row of a text file, at least; so that memory is never underestimated by much. */
  private static final long BYTES_PER_TEXT_ROW = 28;

  /** How much a compressed text file grows, at most. */
  private static final long TEXT_COMPRESSION = 8;

  /** Bytes of one row of a columnar file, at least. */
  private static final long BYTES_PER_COLUMNAR_ROW = 8;

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
    List<InputFile> files = source.files();
    return new TransactionTable(
        source.relationSql(),
        rules,
        source.hasOrder(),
        source.hasStatus(),
        source.hasRefundOf(),
        files.size(),
        files.stream().mapToLong(Inputs::estimatedRows).sum(),
        files.stream().allMatch(file -> file.format() == FileFormat.PARQUET));
  }

  private static long estimatedRows(InputFile file) {
    if (file.format() == FileFormat.PARQUET) {
      return file.bytes() / BYTES_PER_COLUMNAR_ROW;
    }
    String name = file.path().toString().toLowerCase(Locale.ROOT);
    boolean compressed = name.endsWith(".gz") || name.endsWith(".zst");
    return file.bytes() * (compressed ? TEXT_COMPRESSION : 1) / BYTES_PER_TEXT_ROW;
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
