// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * What all files of a source share.
 *
 * @param zone the time zone of local times
 * @param options what the user said about the files
 * @param workDirectory the folder for copies of files that a bulk scan cannot read
 */
public record SourceSetting(ZoneId zone, ReadOptions options, Path workDirectory) {

  /** Returns what copies files into the work directory. */
  public TableCopier copier() {
    return new TableCopier(workDirectory);
  }

  /** Deletes the texts that were written to read files. */
  static void deleteCopies(List<? extends SourceFile<?>> files) {
    for (SourceFile<?> file : files) {
      Path copy = file.table().copy();
      if (copy != null) {
        delete(copy);
      }
      if (file.table().place().isSpooled()) {
        delete(file.table().table());
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
