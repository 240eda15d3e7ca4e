// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.LeftAside;
import io.perenne.analytics.ingest.source.QuietFiles;
import io.perenne.analytics.ingest.source.SourcePaths;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.Job;
import io.perenne.analytics.job.ReadQuery;
import io.perenne.analytics.query.QuerySource;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.CancelledException;
import io.perenne.server.job.RunPlan;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what is in force at the moment it is asked for. */
public final class SavedPlan implements RunPlan {
  private static final Logger LOG = LoggerFactory.getLogger(SavedPlan.class);

  private final SettingsStore settings;
  private final Path home;
  private final QuietFiles quiet;

  /**
   * Makes the plan of a home.
   *
   * @param quiet what tells files that are still being written
   */
  public SavedPlan(SettingsStore settings, Path home, QuietFiles quiet) {
    this.settings = settings;
    this.home = home;
    this.quiet = quiet;
  }

  @Override
  public RunRequest request(Optional<LocalDate> asOf) {
    Version version = settings.current();
    if (version.plan().transactions().isEmpty()) {
      throw Words.refusal("no-source");
    }
    Set<SourcePaths.Left> left = new LinkedHashSet<>();
    return new RunRequest(
        new TransactionInput(
            files(version.plan().transactions(), left),
            ColumnMapping.none(),
            ConfigurationReader.read(version.configuration())),
        files(version.plan().customers(), left),
        asOf,
        home,
        Optional.empty(),
        List.copyOf(left));
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

  /**
   * Queries as the files that their rows are in; of folders, what nobody is writing.
   *
   * @param left to which all that is not read is added where files stand for their folder
   */
  private List<String> files(List<String> sources, Set<SourcePaths.Left> left) {
    return sources.stream().flatMap(each -> files(each, left).stream()).toList();
  }

  private List<String> files(String source, Set<SourcePaths.Left> left) {
    if (Queries.name(source).isPresent()) {
      return List.of(settings.queries().rows(settings.queries().require(source)).toString());
    }
    if (!SourcePaths.isOpen(source)) {
      return List.of(source);
    }
    List<Path> found = SourcePaths.files(List.of(source));
    Set<Path> written = written(found);
    if (written.isEmpty()) {
      return List.of(source);
    }
    if (written.size() == found.size()) {
      throw Words.refusal("source.writing", String.valueOf(found.get(0)));
    }
    written.forEach(file -> LOG.warn("left aside, still being written: {}", file));
    left.addAll(SourcePaths.look(source).left());
    written.forEach(file -> left.add(new SourcePaths.Left(file, LeftAside.WRITING)));
    return found.stream().filter(file -> !written.contains(file)).map(Path::toString).toList();
  }

  private Set<Path> written(List<Path> files) {
    try {
      return quiet.written(files);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }

  @Override
  public List<String> destinations() {
    return settings.current().plan().destinations();
  }
}
