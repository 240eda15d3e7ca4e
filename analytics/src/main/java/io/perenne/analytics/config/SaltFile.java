// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** The random salt of a home: made once, readable by its owner only, and never shown. */
public final class SaltFile {
  private static final int SECRET_BYTES = 32;

  private SaltFile() {}

  /**
   * Returns the salt kept in a file, which is made first if it is absent.
   *
   * @param random a cryptographically strong source, such as {@link java.security.SecureRandom}
   */
  public static ControlGroupSalt loadOrCreate(Path file, RandomGenerator random)
      throws IOException {
    if (Files.notExists(file)) {
      create(file, random);
    }
    return ControlGroupSalt.of(Files.readString(file, StandardCharsets.UTF_8).strip());
  }

  private static void create(Path file, RandomGenerator random) throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, ".salt", "", ownerOnly());
    try {
      Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n");
      Files.createLink(file, draft); // fails, other than a move, if another process was first
    } catch (FileAlreadyExistsException alreadyThere) {
      return; // the salt that is there is the one to use
    } finally {
      Files.delete(draft);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
