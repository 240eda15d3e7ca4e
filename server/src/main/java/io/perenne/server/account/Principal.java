// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import java.util.Set;

/**
 * Whoever makes a request: a person who is signed in, or a program with a key.
 *
 * @param name the e-mail address, or {@code key:} and the name of the key
 * @param permissions what they may do
 * @param csrfToken what a form has to send back; empty for a program, whose key no browser sends by
 *     itself
 * @param person whether it is a person
 * @param reference what the log calls them: the number of a user or of a key
 */
public record Principal(
    String name, Set<Permission> permissions, String csrfToken, boolean person, String reference) {
  /** Copies the set. */
  public Principal {
    permissions = Set.copyOf(permissions);
  }

  /** Returns whether they may do something. */
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** Returns the name only, so that no log shows a token. */
  @Override
  public String toString() {
    return name;
  }
}
