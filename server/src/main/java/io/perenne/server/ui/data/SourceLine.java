// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.ingest.source.LeftAside;
import io.perenne.analytics.ingest.source.QuietFiles;
import io.perenne.analytics.ingest.source.SourcePaths;
import io.perenne.server.settings.Queries;
import io.perenne.server.settings.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A source of the configuration, as it is at the moment.
 *
 * @param kind what it holds
 * @param path a file, a folder or a pattern
 * @param files how many files it leads to; 0 for a query
 * @param bytes what they hold
 * @param newest when the last of them was changed
 * @param read the files that it leads to, if it names a folder or a pattern
 * @param left what lies there and is not read
 * @param problems why it cannot be read; empty if it can
 */
public record SourceLine(
    SourceKind kind,
    String path,
    int files,
    long bytes,
    Instant newest,
    List<Path> read,
    List<SourcePaths.Left> left,
    List<Problem> problems) {
  /** The most files that are named. */
  public static final int MOST = 50;

  /** Copies the lists. */
  public SourceLine {
    read = List.copyOf(read);
    left = List.copyOf(left);
    problems = List.copyOf(problems);
  }

  private static SourceLine without(SourceKind kind, String path, List<Problem> problems) {
    return new SourceLine(kind, path, 0, 0, Instant.EPOCH, List.of(), List.of(), problems);
  }

  /** Returns the files that are named, the newest first. */
  public List<Path> named() {
    List<Path> newestFirst = new ArrayList<>(read);
    Collections.reverse(newestFirst);
    return newestFirst.stream().limit(MOST).toList();
  }

  static SourceLine of(SourceKind kind, String path, QuietFiles quiet) {
    if (Queries.name(path).isPresent()) {
      return without(kind, path, List.of());
    }
    try {
      SourcePaths.Found found = SourcePaths.look(path);
      List<Path> files = found.files();
      boolean open = SourcePaths.isOpen(path);
      long bytes = 0;
      Instant newest = Instant.EPOCH;
      for (Path file : files) {
        bytes += size(file);
        Instant changed = changed(file);
        newest = changed.isAfter(newest) ? changed : newest;
      }
      return new SourceLine(
          kind,
          path,
          files.size(),
          bytes,
          newest,
          open ? files : List.of(),
          open ? withWritten(found, quiet) : List.of(),
          List.of());
    } catch (InputException e) {
      return without(kind, path, e.problems());
    }
  }

  /** What was changed just now is read by a run if nobody writes it then. */
  private static List<SourcePaths.Left> withWritten(SourcePaths.Found found, QuietFiles quiet) {
    List<SourcePaths.Left> left = new ArrayList<>(found.left());
    found.files().stream()
        .filter(file -> quiet.isRecent(QuietFiles.State.of(file)))
        .forEach(file -> left.add(new SourcePaths.Left(file, LeftAside.WRITING)));
    return left;
  }

  /** A sheet of a workbook is no file of its own, and has no size. */
  static long size(Path file) {
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
