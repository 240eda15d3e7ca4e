// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** A random salt kept in a file: readable by its owner only, and never shown. */
public final class SaltFile {
  private static final int SECRET_BYTES = 32;

  private SaltFile() {}

  /**
   * Returns a new salt, which nobody keeps yet.
   *
   * @param random a cryptographically strong source, such as {@link java.security.SecureRandom}
   */
  public static ControlGroupSalt draw(RandomGenerator random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return ControlGroupSalt.of(HexFormat.of().formatHex(secret));
  }

  /** Returns the salt kept in a file. */
  public static ControlGroupSalt read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new InputException(
          Problem.of("the secret of the control group is gone")
              .withWhere(file.toString())
              .withRemedy("restore the file, or begin a new epoch by another control-group.epoch"));
    }
    return ControlGroupSalt.of(Files.readString(file, StandardCharsets.UTF_8).strip());
  }

  /** Keeps a salt in a file, whole or not at all; its folder exists. */
  public static void write(Path file, ControlGroupSalt salt) throws IOException {
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".salt", "", ownerOnly());
    try {
      Files.writeString(draft, salt.secret().orElseThrow() + "\n");
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
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
