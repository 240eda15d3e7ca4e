// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs that published nothing because too many rows could not be read; the rows are kept. */
public final class RefusedRuns {
  private static final Pattern NAME = Pattern.compile("([0-9A-Za-z-]+)-rejects\\.csv\\.gz");

  private final Path folder;

  /** Makes a view of a home. */
  public RefusedRuns(Path home) {
    folder = home.resolve("refused");
  }

  /**
   * A run.
   *
   * @param id of the run
   * @param at when it was refused
   * @param rejects the file with the rows that could not be read
   */
  public record Refused(String id, Instant at, Path rejects) {}

  /** Returns them, the newest first. */
  public List<Refused> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> refused(file).stream())
          .sorted(Comparator.comparing(Refused::at).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Refused> refused(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    try {
      return name.matches()
          ? Optional.of(
              new Refused(name.group(1), Files.getLastModifiedTime(file).toInstant(), file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it has been deleted meanwhile
    }
  }

  /** Returns the one with an id. */
  public Optional<Refused> find(String id) {
    return list().stream().filter(each -> each.id().equals(id)).findFirst();
  }
}
