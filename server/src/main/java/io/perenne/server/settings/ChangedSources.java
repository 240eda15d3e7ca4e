// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.ingest.source.QuietFiles;
import io.perenne.analytics.ingest.source.SourcePaths;
import io.perenne.server.schedule.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether the files of the sources are others than those of the last run that a change began. What
 * they are is kept in the home; a change counts once two looks, a minute apart, see the same.
 */
public final class ChangedSources implements Scheduler.Changes {
  private final SettingsStore settings;
  private final Path kept;
  private String seen = "";

  /** Makes what watches the sources of a home. */
  public ChangedSources(SettingsStore settings, Path home) {
    this.settings = settings;
    this.kept = home.resolve("settings").resolve("sources-seen.txt");
  }

  @Override
  public synchronized boolean haveChanged() {
    Optional<String> now = state();
    boolean rests = now.isPresent() && now.get().equals(seen);
    seen = now.orElse("");
    return rests && !seen.equals(settled());
  }

  @Override
  public synchronized void settle() {
    try {
      Files.createDirectories(kept.resolveSibling(""));
      DurableFiles.write(kept, seen);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String settled() {
    try {
      return Files.exists(kept) ? Files.readString(kept) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line for each file; empty while a source leads to none. */
  private Optional<String> state() {
    Plan plan = settings.current().plan();
    StringBuilder lines = new StringBuilder();
    try {
      for (SourceKind kind : SourceKind.values()) {
        List<String> sources =
            plan.sources(kind).stream().filter(each -> Queries.name(each).isEmpty()).toList();
        for (Path file : SourcePaths.files(sources)) {
          QuietFiles.State state = QuietFiles.State.of(file);
          lines
              .append(kind.key())
              .append(' ')
              .append(state.bytes())
              .append(' ')
              .append(state.changed())
              .append(' ')
              .append(file)
              .append('\n');
        }
      }
    } catch (InputException e) {
      return Optional.empty();
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.toString());
  }
}
