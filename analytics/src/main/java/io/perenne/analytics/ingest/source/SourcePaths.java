// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.nio.file.Path;
import java.util.List;

/** The files that paths, folders and globs stand for. */
public final class SourcePaths {
  private SourcePaths() {}

  /**
   * Returns the files, oldest first; none without a path.
   *
   * @throws io.perenne.analytics.InputException if a path leads to no file
   */
  public static List<Path> files(List<String> paths) {
    return paths.isEmpty() ? List.of() : SourceFiles.find(paths);
  }
}
