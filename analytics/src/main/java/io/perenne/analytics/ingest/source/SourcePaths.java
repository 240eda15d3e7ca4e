// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files that paths, folders and globs stand for. */
public final class SourcePaths {
  /** What a path begins with of which only the file changed last is read. */
  public static final String NEWEST = "newest:";

  private SourcePaths() {}

  /**
   * Returns the files, oldest first; none without a path.
   *
   * @throws io.perenne.analytics.InputException if a path leads to no file
   */
  public static List<Path> files(List<String> paths) {
    return paths.isEmpty() ? List.of() : SourceFiles.find(paths);
  }

  /**
   * A file of a folder that is not read.
   *
   * @param file which
   * @param why as in {@link LeftAside}
   */
  public record Left(Path file, LeftAside why) {}

  /**
   * What a path stands for.
   *
   * @param files what is read, oldest first
   * @param left what is not read; hidden files are not told
   */
  public record Found(List<Path> files, List<Left> left) {
    /** Copies the lists. */
    public Found {
      files = List.copyOf(files);
      left = List.copyOf(left);
    }
  }

  /**
   * Returns what is read of a path and what is not.
   *
   * @throws io.perenne.analytics.InputException if it leads to no file
   */
  public static Found look(String path) {
    List<Left> left = new ArrayList<>();
    List<Path> files = SourceFiles.find(List.of(path), left);
    Set<Path> read = new LinkedHashSet<>(files);
    return new Found(files, left.stream().filter(each -> !read.contains(each.file())).toList());
  }

  /** Returns whether files can come and go under a path: it names more than one file. */
  public static boolean isOpen(String path) {
    return SourceFiles.isOpen(path);
  }

  /** Returns a path without what says that only its newest file is read. */
  public static String withoutChoice(String path) {
    return path.startsWith(NEWEST) ? path.substring(NEWEST.length()) : path;
  }
}
