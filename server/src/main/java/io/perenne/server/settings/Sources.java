// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import io.perenne.analytics.ingest.source.SourcePaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The files that a page may name.
 *
 * <p>Whoever may configure is not therefore allowed to read everything that the server can read:
 * only what lies in the folders that the server was started with, what was put into the folder for
 * that, and what is read already. Links are followed before it is decided.
 */
public final class Sources {
  private final List<Path> folders;

  /**
   * Makes the rule.
   *
   * @param uploads the folder of the home where files may be put
   * @param folders what the server was started with
   */
  public Sources(Path uploads, List<Path> folders) {
    List<Path> all = new ArrayList<>(folders);
    all.add(uploads);
    this.folders = all.stream().map(each -> each.toAbsolutePath().normalize()).toList();
  }

  /** Returns a path that does not depend on where the server was started. */
  static String absolute(String path) {
    if (Queries.name(path).isPresent()) {
      return path;
    }
    String place = SourcePaths.withoutChoice(path);
    String choice = path.substring(0, path.length() - place.length());
    return choice + Path.of(place).toAbsolutePath().normalize();
  }

  private static List<String> files(List<String> sources) {
    return sources.stream().filter(each -> Queries.name(each).isEmpty()).toList();
  }

  /**
   * Requires that paths may be read and lead to files.
   *
   * @param sources the paths; those that are queries are none
   * @param known the paths that are read already
   * @throws io.perenne.analytics.InputException if not
   */
  void require(List<String> sources, Set<String> known) {
    List<String> paths = files(sources);
    for (String path : paths) {
      if (!known.contains(path)) {
        if (!isInside(Path.of(SourcePaths.withoutChoice(path)))) {
          throw Words.refusal("source.outside", path);
        }
        SourcePaths.files(List.of(SourcePaths.withoutChoice(path))).forEach(this::requireReal);
      }
    }
    SourcePaths.files(paths);
  }

  private void requireReal(Path file) {
    try {
      Path real = file.toRealPath();
      for (Path folder : folders) {
        if (folder.toFile().exists() && real.startsWith(folder.toRealPath())) {
          return;
        }
      }
      throw Words.refusal("source.outside", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is hidden in a folder, such as half a file on its way, is no source. */
  private boolean isInside(Path path) {
    return folders.stream().anyMatch(each -> path.startsWith(each) && isShown(each, path));
  }

  private static boolean isShown(Path folder, Path path) {
    return path.equals(folder)
        || StreamSupport.stream(folder.relativize(path).spliterator(), false)
            .noneMatch(each -> each.toString().startsWith("."));
  }
}
