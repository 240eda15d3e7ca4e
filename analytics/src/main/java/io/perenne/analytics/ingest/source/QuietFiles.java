// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tells files that are still being written from those that are not: what was changed a short time
 * ago is looked at twice, and is quiet if neither its size nor its time differs.
 */
public final class QuietFiles {
  /** How long a file stays as it is that nobody writes. */
  public static final Duration QUIET = Duration.ofSeconds(5);

  /** What was changed before that needs no second look. A clock that is ahead is looked at too. */
  private static final Duration RECENT = Duration.ofSeconds(60);

  private final InstantSource clock;
  private final Duration quiet;

  /**
   * Makes what looks.
   *
   * @param quiet how long to wait between two looks
   */
  public QuietFiles(InstantSource clock, Duration quiet) {
    this.clock = clock;
    this.quiet = quiet;
  }

  /**
   * How a file is at a moment.
   *
   * @param bytes its size; -1 if it is gone
   * @param changed when it was changed
   */
  public record State(long bytes, Instant changed) {
    /** Returns how a file is now. */
    public static State of(Path file) {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new State(found.size(), found.lastModifiedTime().toInstant());
      } catch (IOException e) {
        return new State(-1, Instant.EPOCH);
      }
    }
  }

  /** Returns whether a file was changed so short a time ago that it may still be written. */
  public boolean isRecent(State state) {
    return state.changed().isAfter(clock.instant().minus(RECENT));
  }

  /**
   * Returns the files that change between two looks; there is no wait where none is recent.
   *
   * @throws InterruptedException if the wait is interrupted
   */
  public Set<Path> written(List<Path> files) throws InterruptedException {
    Map<Path, State> before = new LinkedHashMap<>();
    for (Path file : files) {
      State state = State.of(file);
      if (isRecent(state)) {
        before.put(file, state);
      }
    }
    if (before.isEmpty()) {
      return Set.of();
    }
    TimeUnit.NANOSECONDS.sleep(quiet.toNanos());
    Set<Path> written = new LinkedHashSet<>();
    before.forEach(
        (file, state) -> {
          if (!State.of(file).equals(state)) {
            written.add(file);
          }
        });
    return written;
  }
}
