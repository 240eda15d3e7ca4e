// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  /**
   * Returns the salt kept in a file.
   *
   * @throws InputException if it is not there any more, or no salt
   */
  public static ControlGroupSalt read(Path file) {
    try {
      return ControlGroupSalt.of(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException e) {
      throw refused("problem.salt.gone", file, e);
    } catch (AccessDeniedException e) {
      throw new UncheckedIOException(e);
    } catch (IOException | IllegalArgumentException e) { // a folder, no text, or no salt
      throw refused("problem.salt.damaged", file, e);
    }
  }

  private static InputException refused(String what, Path file, Exception cause) {
    return new InputException(
        Problem.of(Texts.message(what))
            .withWhere(file.toString())
            .withRemedy(Texts.message("problem.epoch.restore")),
        cause);
  }

  /** Keeps a salt in a file, whole or not at all; its folder exists. */
  public static void write(Path file, ControlGroupSalt salt) throws IOException {
    DurableFiles.write(file, salt.secret().orElseThrow() + "\n");
  }
}
