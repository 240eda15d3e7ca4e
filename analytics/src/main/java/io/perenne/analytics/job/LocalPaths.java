// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.config.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files and folders of this machine in settings. A scheduler starts in another folder than the
 * person who wrote them, so they are kept with their whole path.
 */
final class LocalPaths {
  private LocalPaths() {}

  /** Gives the files and folders of this machine among settings their whole paths. */
  static void makeAbsolute(Map<String, String> settings, List<Key<?>> keys) {
    Set<String> paths =
        keys.stream()
            .filter(key -> key.is(Key.Trait.LOCAL_PATH))
            .map(Key::name)
            .collect(Collectors.toSet());
    settings.replaceAll((key, value) -> absolute(value, paths.contains(key)));
  }

  private static String absolute(String value, boolean path) {
    if (value.startsWith("file:")) {
      return "file:" + absolute(value.substring("file:".length()));
    }
    return path && !value.isEmpty() ? absolute(value) : value;
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
