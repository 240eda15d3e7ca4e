// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.home.Sha256;
import java.util.Optional;

/**
 * The secret that decides who falls into the control group: given by the user, or {@code auto} for
 * the random one kept in the home. It never appears in text; {@link #toString} shows a fingerprint.
 *
 * @param secret the salt, not blank; empty means {@code auto}
 */
public record ControlGroupSalt(Optional<String> secret) {
  private static final String FINGERPRINT = "secret:";

  public ControlGroupSalt {
    if (secret.isPresent() && secret.get().isBlank()) {
      throw new IllegalArgumentException("salt is blank");
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
