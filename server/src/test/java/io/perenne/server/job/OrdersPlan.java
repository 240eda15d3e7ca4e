// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.run.RunRequest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Runs of files of orders. */
record OrdersPlan(Path home, List<String> files, List<String> destinations) implements RunPlan {
  @Override
  public RunRequest request(Optional<LocalDate> asOf) {
    RunConfiguration configuration = RunConfiguration.defaults().with("model", "mbg-nbd");
    return new RunRequest(
        new TransactionInput(files, ColumnMapping.none(), configuration),
        List.of(),
        asOf.or(() -> Optional.of(LocalDate.parse("2011-12-09"))),
        home,
        Optional.empty());
  }
}
