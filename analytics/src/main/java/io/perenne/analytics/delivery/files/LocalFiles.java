// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.AnsweredException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.RefusedException;
import io.perenne.analytics.home.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/** The files of this machine, network mounts included. */
public final class LocalFiles implements FileStore {
  private static final int BUFFER = 1 << 18;

  @Override
  public OptionalLong size(String path) throws IOException {
    return telling(
        () -> {
          try {
            return OptionalLong.of(Files.size(Path.of(path)));
          } catch (NoSuchFileException e) {
            return OptionalLong.empty();
          }
        });
  }

  @Override
  public void makeFolders(String path) throws IOException {
    telling(
        () -> {
          Files.createDirectories(Path.of(path));
          return true;
        });
  }

  @Override
  public void write(Path source, String path, long from, Destination.Progress progress)
      throws IOException {
    telling(
        () -> {
          copy(source, Path.of(path), from, progress);
          return true;
        });
  }

  private static void copy(Path source, Path target, long from, Destination.Progress progress)
      throws IOException {
    boolean resumed = from > 0 && isOurs(target, source);
    if (from > 0 && !resumed) {
      Files.delete(target);
    }
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel out = open(target)) {
      in.position(resumed ? from : 0);
      out.truncate(in.position()).position(in.position());
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      while (in.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        buffer.clear();
        progress.at(in.position());
      }
      out.force(true);
    }
  }

  /** A file that somebody else has put there stays readable to them, whatever is written to it. */
  private static boolean isOurs(Path target, Path source) throws IOException {
    return Files.getOwner(target, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(source));
  }

  /** Opens a new file, or one that is there; a symbolic link is not followed. */
  private static FileChannel open(Path target) throws IOException {
    try {
      return FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      if (Files.isSymbolicLink(target)) {
        throw new RefusedException(Texts.message("delivery.file.link", target), e);
      }
      return FileChannel.open(target, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
  }

  @Override
  public InputStream read(String path) throws IOException {
    return telling(() -> Files.newInputStream(Path.of(path)));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    telling(
        () -> {
          Path target = Path.of(to).toAbsolutePath();
          if (Files.isDirectory(target)) {
            throw new RefusedException(Texts.message("delivery.file.folder", target), null);
          }
          Files.move(Path.of(from), target, StandardCopyOption.ATOMIC_MOVE);
          DurableFiles.force(target.resolveSibling("."));
          return true;
        });
  }

  @Override
  public void delete(String path) throws IOException {
    telling(() -> Files.deleteIfExists(Path.of(path)));
  }

  @Override
  public void close() {}

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T telling(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (AccessDeniedException | NoSuchFileException | FileAlreadyExistsException e) {
      throw new RefusedException(Texts.message(meaning(e), String.valueOf(e.getFile())), e);
    } catch (FileSystemException e) {
      if (String.valueOf(e.getReason()).contains("Read-only")) {
        throw new RefusedException(
            Texts.message("delivery.file.read-only", String.valueOf(e.getFile())), e);
      }
      if (String.valueOf(e.getReason()).contains("Not a directory")) {
        throw new RefusedException(
            Texts.message("delivery.file.not-folder", String.valueOf(e.getFile())), e);
      }
      String reason = String.valueOf(e.getReason());
      if (reason.contains("Is a directory") || e instanceof DirectoryNotEmptyException) {
        throw new RefusedException(
            Texts.message("delivery.file.folder", String.valueOf(e.getFile())), e);
      }
      throw answered(e);
    } catch (IOException e) {
      throw answered(e);
    }
  }

  /** A full disk is an answer; all else may be a network mount that is gone. */
  private static IOException answered(IOException e) {
    String said = String.valueOf(e.getMessage());
    return said.contains("No space left") || said.contains("quota exceeded")
        ? new AnsweredException(Texts.message("delivery.file.disk-full"), e)
        : e;
  }

  private static String meaning(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "delivery.file.no-permission";
    }
    return e instanceof NoSuchFileException ? "delivery.file.no-folder" : "delivery.file.exists";
  }
}
