// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * A person who may sign in.
 *
 * @param id the number of the row; 0 before it is kept
 * @param name the e-mail address in small letters
 * @param role {@code viewer}, {@code operator} or {@code admin}
 * @param language {@code es} or {@code en}
 * @param passwordHash empty until an invitation is accepted
 * @param disabled whether signing in is refused
 * @param created when the person was added
 */
public record User(
    long id,
    String name,
    String role,
    String language,
    Optional<String> passwordHash,
    boolean disabled,
    Instant created) {

  /** Returns the name only, so that no log shows a hash. */
  @Override
  public String toString() {
    return name;
  }
}
