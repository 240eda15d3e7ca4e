// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file system that is soon full. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one in a folder of its own. */
  public static SmallDisk mountOrSkip(Path folder, String size) throws Exception {
    assumeTrue(Programs.isRoot(), "skipped: only root can mount a file system");
    Files.createDirectories(folder);
    boolean mounted;
    try {
      Programs.run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", folder.toString());
      mounted = true;
    } catch (IllegalStateException e) { // a container may not, even as root
      mounted = false;
    }
    assumeTrue(mounted, "skipped: this machine does not let us mount a file system");
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws Exception {
    Programs.run("umount", "--lazy", folder.toString());
  }
}
