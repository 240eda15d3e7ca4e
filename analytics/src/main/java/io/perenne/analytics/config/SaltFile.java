// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    DurableFiles.write(file, salt.secret().orElseThrow() + "\n");
  }
}
