// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found out about the large runs of a home, in {@code cache}: a folder for each run, which
 * may be deleted and is made again.
 */
public final class RunCache {
  /** Another number for each other meaning of the files. */
  private static final String FORMAT = "1";

  private static final int HASH = 16;

  private final Path folder;

  private RunCache(Path folder) {
    this.folder = folder;
  }

  /** Returns the cache of a home, which may not exist yet. */
  public static RunCache of(Path home) {
    return new RunCache(home.resolve("cache"));
  }

  /** Another contract file has another folder, though the run has the same id. */
  Path folder(RunDocument run) {
    String hash = run.contractSha256();
    return folder.resolve(
        run.runId() + "." + FORMAT + "." + hash.substring(0, Math.min(HASH, hash.length())));
  }

  /** Deletes what is known of runs that are not among the given ones, which are all there are. */
  public void keepOnly(Collection<RunDocument> runs) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> kept = runs.stream().map(this::folder).toList();
    try (Stream<Path> found = Files.list(folder)) {
      found.filter(each -> !kept.contains(each)).forEach(DurableFiles::deleteFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
