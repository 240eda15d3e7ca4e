// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why a file of a folder is not read. */
public enum LeftAside {
  /**
   * Its name begins as those do that programs leave beside their data: {@code _SUCCESS}, as Spark
   * and Hive do, and {@code ~$sales.xlsx}, which tells that somebody has a workbook open.
   */
  MARKER,
  /** Its name ends as those do that are on their way. */
  PARTIAL,
  /** Only the newest is read, and another was changed later. */
  OLDER,
  /** It is still being written. */
  WRITING;

  private static final Set<String> PARTS =
      Set.of(
          ".part",
          ".partial",
          ".filepart",
          ".tmp",
          ".temp",
          ".crdownload",
          ".download",
          ".incomplete",
          ".inprogress",
          ".writing",
          ".swp");

  /** Returns why a name alone keeps a file from being read. */
  static Optional<LeftAside> byName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.startsWith("_") || name.startsWith("~$")) {
      return Optional.of(MARKER);
    }
    return PARTS.stream().anyMatch(name::endsWith) || name.endsWith("~")
        ? Optional.of(PARTIAL)
        : Optional.empty();
  }
}
