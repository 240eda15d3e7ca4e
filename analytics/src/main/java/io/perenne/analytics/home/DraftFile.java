// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file that is written beside the one it is to replace, so that the replaced file is either as it
 * was or as written, whatever happens to the process or the machine.
 *
 * <p>The name cannot be foreseen and the file is created anew, never opened: a symbolic link that
 * somebody puts into a shared folder is not followed. What a killed process left behind is deleted
 * by the next draft of the same file, once it is a day old.
 */
public final class DraftFile implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 8;
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private final Path target;
  private final Path path;
  private boolean committed;

  private DraftFile(Path target, Path path) {
    this.target = target;
    this.path = path;
  }

  /**
   * Creates an empty draft of a file, whose folder exists.
   *
   * @param access who may read the file
   */
  public static DraftFile of(Path target, Access access) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.resolveSibling("");
    String prefix = "." + absolute.getFileName() + ".";
    deleteAbandoned(folder, prefix);
    Path path = folder.resolve(prefix + randomName() + ".tmp");
    Files.createFile(path, access.ofFileIn(folder));
    return new DraftFile(absolute, path);
  }

  private static String randomName() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void deleteAbandoned(Path folder, String prefix) throws IOException {
    Instant limit = Instant.now().minus(ABANDONED_AFTER);
    int length = prefix.length() + 2 * RANDOM_BYTES + ".tmp".length();
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(
            folder,
            path -> {
              String name = path.getFileName().toString();
              return name.length() == length && name.startsWith(prefix) && name.endsWith(".tmp");
            })) {
      for (Path draft : drafts) {
        if (Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)
            && Files.getLastModifiedTime(draft).toInstant().isBefore(limit)) {
          Files.deleteIfExists(draft);
        }
      }
    } catch (AccessDeniedException e) {
      // a folder that takes files without showing any
    }
  }

  /** Returns where the draft is, for those who write it by its name. */
  public Path path() {
    return path;
  }

  /** Opens the draft for writing from its beginning. */
  public OutputStream open() throws IOException {
    return Channels.newOutputStream(
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS)));
  }

  /** Puts the draft in the place of the file; on return it is on disk under that name. */
  public void commit() throws IOException {
    DurableFiles.move(path, target);
    committed = true;
  }

  /** Deletes the draft unless it was committed. */
  @Override
  public void close() throws IOException {
    if (!committed) {
      Files.deleteIfExists(path);
    }
  }
}
