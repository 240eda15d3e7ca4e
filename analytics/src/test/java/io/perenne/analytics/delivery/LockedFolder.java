// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that sshd locks users into. It and all above it have to belong to root and be writable
 * by nobody else, which no temporary folder is.
 */
record LockedFolder(Path folder) implements AutoCloseable {
  static LockedFolder create() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("/var/lib"), "perenne-test");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new LockedFolder(folder);
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
