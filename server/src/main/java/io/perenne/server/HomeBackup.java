// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A copy of what a home cannot make again: users, keys, jobs, the record of changes, every version
 * of the settings, destinations with their deliveries, and the control group. Runs are not in it:
 * they are made of the transactions, or copied as the folders they are.
 *
 * <p>A server may go on serving while it is made.
 */
public final class HomeBackup {
  private static final String DATABASE = "perenne.db";
  private static final List<String> PARTS =
      List.of(
          "perenne.yaml",
          "server.yaml",
          "config",
          "destinations",
          "queries",
          "deliveries",
          "control-group",
          "past-runs");

  private final Path home;

  /** Makes the backups of a home. */
  public HomeBackup(Path home) {
    this.home = home;
  }

  /**
   * Writes a backup; only its owner may read it.
   *
   * @throws InputException if the file is there already, cannot be written, or the home has nothing
   *     to keep
   */
  public void write(Path file, InstantSource clock) {
    if (Files.exists(file)) {
      throw Words.refusal("backup.exists", file);
    }
    if (!Files.exists(home.resolve(DATABASE)) && PARTS.stream().noneMatch(this::isThere)) {
      throw Words.refusal("backup.nothing", home);
    }
    Path half = file.resolveSibling(file.getFileName() + ".half");
    Path database = file.resolveSibling(file.getFileName() + ".db");
    try {
      Files.deleteIfExists(half);
      Files.deleteIfExists(database);
      try (ZipOutputStream zip = new ZipOutputStream(create(half))) {
        if (Files.exists(home.resolve(DATABASE))) {
          try (Store store = Store.open(DatabaseAddress.inHome(home), clock)) {
            store.copyTo(database);
          }
          add(zip, DATABASE, database);
        }
        for (String part : PARTS) {
          addAll(zip, home.resolve(part));
        }
      }
      try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(half, file);
    } catch (IOException e) {
      throw Words.failure("backup.unwritable", file, e);
    } finally {
      delete(half);
      delete(database);
    }
  }

  private boolean isThere(String part) {
    return Files.exists(home.resolve(part));
  }

  private static OutputStream create(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (Files.getFileStore(parent).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.newOutputStream(file);
    }
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
  }

  private void addAll(ZipOutputStream zip, Path part) throws IOException {
    if (!Files.exists(part)) {
      return;
    }
    try (Stream<Path> files = Files.walk(part)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(zip, home.relativize(file).toString().replace('\\', '/'), file);
      }
    }
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
    zip.closeEntry();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it is only left over; the backup itself is complete, or its failure is told
    }
  }

  /**
   * Puts a backup into the home, which must hold none of what is in it.
   *
   * @throws InputException if the home holds something already, or the file is no backup or is
   *     damaged; then nothing is changed
   */
  public void restore(Path file) {
    Path unpacked = home.resolve(".restoring");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        requireOurs(entry.getName());
      }
      DurableFiles.deleteFolder(unpacked); // of a restore that was killed
      for (ZipEntry entry : zip.stream().toList()) {
        Path target = unpacked.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        unpack(zip, entry, target);
      }
      moveIn(unpacked);
    } catch (IOException e) {
      throw Words.failure("restore.unreadable", file, e);
    } finally {
      DurableFiles.deleteFolder(unpacked);
    }
  }

  /** The library does not compare the check sums that it reads. */
  private static void unpack(ZipFile zip, ZipEntry entry, Path target) throws IOException {
    CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    try (in;
        OutputStream out = create(target)) {
      in.transferTo(out);
    }
    if (in.getChecksum().getValue() != entry.getCrc()) {
      throw new ZipException("damaged: " + entry.getName());
    }
  }

  private void requireOurs(String name) {
    if (!isOurs(name)) {
      throw Words.refusal("restore.foreign", name);
    }
    Path part = home.resolve(Path.of(name).getName(0));
    if (Files.exists(part)) {
      throw Words.refusal("restore.exists", part);
    }
  }

  private void moveIn(Path unpacked) throws IOException {
    try (Stream<Path> parts = Files.list(unpacked)) {
      for (Path part : parts.toList()) {
        Files.move(part, home.resolve(part.getFileName()));
      }
    }
  }

  /** No name may lead out of the home, or to what a backup does not hold. */
  private static boolean isOurs(String name) {
    return name.equals(DATABASE)
        || PARTS.stream()
            .anyMatch(
                part ->
                    name.equals(part) || name.matches(part + "(/[^/\\\\]*[^./\\\\][^/\\\\]*)+"));
  }
}
