// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.run.RunRequest;
import io.perenne.server.job.RunPlan;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Runs what is in force at the moment it is asked for. */
public final class SavedPlan implements RunPlan {
  private final SettingsStore settings;
  private final Path home;

  /** Makes the plan of a home. */
  public SavedPlan(SettingsStore settings, Path home) {
    this.settings = settings;
    this.home = home;
  }

  @Override
  public RunRequest request(Optional<LocalDate> asOf) {
    Version version = settings.current();
    if (version.plan().transactions().isEmpty()) {
      throw Words.refusal("no-source");
    }
    return new RunRequest(
        new TransactionInput(
            version.plan().transactions(),
            ColumnMapping.none(),
            ConfigurationReader.read(version.configuration())),
        version.plan().customers(),
        asOf,
        home,
        Optional.empty());
  }

  @Override
  public List<String> destinations() {
    return settings.current().plan().destinations();
  }
}
