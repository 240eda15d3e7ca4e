// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.home.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The secret that decides who falls into the control group: given by the user, or {@code auto} for
 * the random one kept in the home. It never appears in text; {@link #toString} shows a fingerprint.
 *
 * @param secret the salt, of at least {@value #SHORTEST} letters, as a shorter one can be guessed;
 *     empty means {@code auto}
 */
public record ControlGroupSalt(Optional<String> secret) {
  /** How many letters a salt has at least. */
  static final int SHORTEST = 4;

  private static final String FINGERPRINT = "secret:";

  public ControlGroupSalt {
    if (secret.isPresent() && secret.get().strip().length() < SHORTEST) {
      throw new IllegalArgumentException("salt has fewer than " + SHORTEST + " letters");
    }
    if (secret.isPresent() && secret.get().startsWith(FINGERPRINT)) {
      throw new IllegalArgumentException("a fingerprint is not a salt: " + secret.get());
    }
  }

  /** Returns the salt that is kept in the home. */
  public static ControlGroupSalt auto() {
    return new ControlGroupSalt(Optional.empty());
  }

  /** Returns a salt given by the user. */
  public static ControlGroupSalt of(String secret) {
    return new ControlGroupSalt(Optional.of(secret));
  }

  /**
   * Reads {@code auto}, {@code env:NAME}, {@code file:PATH} of which the first line counts, or the
   * salt itself.
   *
   * @throws IllegalArgumentException if the variable or file is missing, or the salt too short
   */
  static ControlGroupSalt parse(String text) {
    if (text.equals("auto")) {
      return auto();
    }
    if (text.startsWith("env:")) {
      return of(Objects.requireNonNullElse(System.getenv(text.substring("env:".length())), ""));
    }
    return of(text.startsWith("file:") ? firstLine(text.substring("file:".length())) : text);
  }

  private static String firstLine(String file) {
    try {
      return Files.readString(Path.of(file)).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new IllegalArgumentException("no readable file: " + file, e);
    }
  }

  /**
   * Returns {@code auto} or {@code secret:} and eight hexadecimal digits that identify the salt.
   */
  @Override
  public String toString() {
    return secret.map(ControlGroupSalt::fingerprint).orElse("auto");
  }

  private static String fingerprint(String secret) {
    return FINGERPRINT + Sha256.of("control-group.salt:" + secret).substring(0, 8);
  }
}
