// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** In which folders a glob can match a file, so that it need not walk through the others. */
final class GlobFolders {

  private final List<PathMatcher> folders;
  private final int depth;

  private GlobFolders(List<PathMatcher> folders, int depth) {
    this.folders = folders;
    this.depth = depth;
  }

  /** Every folder. */
  static GlobFolders all() {
    return new GlobFolders(List.of(), Integer.MAX_VALUE);
  }

  /**
   * Those of a valid glob.
   *
   * @param glob a pattern relative to the folder in which to look
   */
  static GlobFolders of(String glob) {
    List<String> levels = levels(glob);
    List<PathMatcher> folders = new ArrayList<>();
    for (String level : levels.subList(0, levels.size() - 1)) {
      if (level.contains("**")) {
        return new GlobFolders(folders, Integer.MAX_VALUE);
      }
      folders.add(FileSystems.getDefault().getPathMatcher("glob:" + level));
    }
    boolean deeper = levels.get(levels.size() - 1).contains("**");
    return new GlobFolders(folders, deeper ? Integer.MAX_VALUE : levels.size());
  }

  /** The pattern of each level of folders and of the file; braces with slashes end it early. */
  private static List<String> levels(String glob) {
    List<String> levels = new ArrayList<>();
    StringBuilder level = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      braces += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == '/' && braces > 0) {
        levels.add("**");
        return levels;
      }
      if (c == '/') {
        levels.add(level.toString());
        level.setLength(0);
      } else {
        level.append(c);
      }
    }
    levels.add(level.toString());
    return levels;
  }

  /** How many levels down files may be. */
  int depth() {
    return depth;
  }

  /** Whether files in a folder, or in folders in it, may match. */
  boolean mayMatch(Path folder) {
    int levels = folder.getNameCount();
    if (levels >= depth) {
      return false;
    }
    for (int i = 0; i < Math.min(levels, folders.size()); i++) {
      if (!folders.get(i).matches(folder.getName(i))) {
        return false;
      }
    }
    return true;
  }
}
