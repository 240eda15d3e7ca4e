// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writing, moving and deleting files so that a crash leaves the old state or the new one. */
public final class DurableFiles {
  private DurableFiles() {}

  /** Writes a text in place of a file of a home; on return it is on disk. */
  public static void write(Path file, String text) throws IOException {
    write(file, text, Access.OWNER);
  }

  /** Writes a text in place of a file; on return it is on disk. */
  public static void write(Path file, String text, Access access) throws IOException {
    try (DraftFile draft = DraftFile.of(file, access)) {
      try (OutputStream out = draft.open()) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      draft.commit();
    }
  }

  /** Copies a file in place of another; on return it is on disk. */
  public static void copy(Path from, Path to, Access access) throws IOException {
    try (DraftFile draft = DraftFile.of(to, access)) {
      try (OutputStream out = draft.open()) {
        Files.copy(from, out);
      }
      draft.commit();
    }
  }

  /** Gives a complete file its final name, in place of whatever had it; on return it is on disk. */
  public static void move(Path from, Path to) throws IOException {
    force(from);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try {
      force(to.toAbsolutePath().resolveSibling("."));
    } catch (AccessDeniedException e) {
      // a folder that takes files without showing any cannot be opened, only written
    }
  }

  /** Forces the contents of a file, or the names in a folder, to disk. */
  public static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes a folder with all it holds, if it exists; symbolic links in it are not followed. */
  public static void deleteFolder(Path folder) {
    try {
      if (Files.notExists(folder)) {
        return;
      }
      List<Path> paths;
      try (Stream<Path> walk = Files.walk(folder)) {
        paths = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : paths) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
