// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * Files and folders of this machine in settings. A scheduler starts in another folder than the
 * person who wrote them, so they are kept with their whole path.
 */
final class LocalPaths {
  private LocalPaths() {}

  /**
   * Returns the value of a key with its whole path, or as it is if it is no path of this machine.
   */
  static String absolute(Map<String, String> settings, String key, String value) {
    if (value.isEmpty()) {
      return value;
    }
    if (value.startsWith("file:")) {
      return "file:" + absolute(value.substring("file:".length()));
    }
    boolean folderHere =
        settings.getOrDefault("kind", "").equals("folder")
            && (key.equals("folder") || key.equals("trigger-folder"));
    return folderHere || key.equals("private-key") || key.equals("pgp-key")
        ? absolute(value)
        : value;
  }

  private static String absolute(String path) {
    String home = System.getProperty("user.home");
    // no shell has seen a ~ behind the = of an option
    return Path.of(path.startsWith("~/") ? home + path.substring(1) : path)
        .toAbsolutePath()
        .normalize()
        .toString();
  }
}
