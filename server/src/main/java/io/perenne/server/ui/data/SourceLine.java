// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.ingest.source.SourcePaths;
import io.perenne.server.settings.Queries;
import io.perenne.server.settings.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A source of the configuration, as it is at the moment.
 *
 * @param kind what it holds
 * @param path a file, a folder or a pattern
 * @param files how many files it leads to; 0 for a query
 * @param bytes what they hold
 * @param newest when the last of them was changed
 * @param problems why it cannot be read; empty if it can
 */
public record SourceLine(
    SourceKind kind, String path, int files, long bytes, Instant newest, List<Problem> problems) {
  /** Copies the list. */
  public SourceLine {
    problems = List.copyOf(problems);
  }

  static SourceLine of(SourceKind kind, String path) {
    if (Queries.name(path).isPresent()) {
      return new SourceLine(kind, path, 0, 0, Instant.EPOCH, List.of());
    }
    try {
      List<Path> files = SourcePaths.files(List.of(path));
      long bytes = 0;
      Instant newest = Instant.EPOCH;
      for (Path file : files) {
        bytes += size(file);
        Instant changed = changed(file);
        newest = changed.isAfter(newest) ? changed : newest;
      }
      return new SourceLine(kind, path, files.size(), bytes, newest, List.of());
    } catch (InputException e) {
      return new SourceLine(kind, path, 0, 0, Instant.EPOCH, e.problems());
    }
  }

  /** A sheet of a workbook is no file of its own, and has no size. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static Instant changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }
}
