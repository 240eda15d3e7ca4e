// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.Job;
import io.perenne.analytics.job.ReadQuery;
import io.perenne.analytics.query.QuerySource;
import io.perenne.analytics.run.RunRequest;
import io.perenne.server.job.RunPlan;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
            files(version.plan().transactions()),
            ColumnMapping.none(),
            ConfigurationReader.read(version.configuration())),
        files(version.plan().customers()),
        asOf,
        home,
        Optional.empty());
  }

  @Override
  public List<Job<?>> before() {
    Plan plan = settings.current().plan();
    return Stream.of(plan.transactions(), plan.customers())
        .flatMap(List::stream)
        .filter(each -> Queries.name(each).isPresent())
        .distinct()
        .<Job<?>>map(each -> read(settings.queries().require(each)))
        .toList();
  }

  private ReadQuery read(QuerySource query) {
    return new ReadQuery(query, settings.queries().rows(query), 0);
  }

  /** Queries as the files that their rows are in. */
  private List<String> files(List<String> sources) {
    return sources.stream()
        .map(
            each ->
                Queries.name(each).isPresent()
                    ? settings.queries().rows(settings.queries().require(each)).toString()
                    : each)
        .toList();
  }

  @Override
  public List<String> destinations() {
    return settings.current().plan().destinations();
  }
}
