// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.InputException;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
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
      List.of("perenne.yaml", "config", "destinations", "deliveries", "control-group");

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
   * @throws InputException if the home holds something already, or the file is no backup; then
   *     nothing is changed
   */
  public void restore(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries = zip.stream().toList();
      for (ZipEntry entry : entries) {
        if (!isOurs(entry.getName())) {
          throw Words.refusal("restore.foreign", entry.getName());
        }
        if (Files.exists(home.resolve(entry.getName()))) {
          throw Words.refusal("restore.exists", home.resolve(entry.getName()));
        }
      }
      for (ZipEntry entry : entries) {
        Path target = home.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        try (OutputStream out = create(target)) {
          zip.getInputStream(entry).transferTo(out);
        }
      }
    } catch (ZipException e) {
      throw Words.failure("restore.unreadable", file, e);
    } catch (FileAlreadyExistsException e) {
      throw Words.failure("restore.exists", Path.of(e.getFile()), e);
    } catch (IOException e) {
      throw Words.failure("restore.unreadable", file, e);
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
