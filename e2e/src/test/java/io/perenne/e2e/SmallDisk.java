// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own, which can be filled. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one, or skips the test where that is not allowed. */
  static SmallDisk mountOrSkip(Path folder, String size) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    assumeTrue(
        Programs.isRoot()
            && Programs.succeeds(
                "mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()),
        "skipped: a small disk cannot be mounted here");
    return new SmallDisk(folder);
  }

  /** Fills it but for a few bytes. */
  void fill(int left) throws IOException {
    long room = Files.getFileStore(folder).getUsableSpace() - left;
    Files.write(folder.resolve("filling"), new byte[Math.toIntExact(room)]);
  }

  /** Makes room again. */
  void free() throws IOException {
    Files.delete(folder.resolve("filling"));
  }

  @Override
  public void close() throws IOException {
    try {
      Programs.run(java.util.List.of("umount", "--lazy", folder.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
