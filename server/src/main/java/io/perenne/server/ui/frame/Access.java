// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.javalin.security.RouteRole;
import io.perenne.server.account.Permission;
import java.util.Optional;

/**
 * Who may ask for a path. A path that names none may show single customers: if it only reads it is
 * for whoever may look at those, and for nobody if it changes something.
 */
public enum Access implements RouteRole {
  /** Everybody, signed in or not. */
  PUBLIC,
  /**
   * Everybody, and pages of any other site too: what is sent there carries its own key, and no
   * session counts.
   */
  ANY_SITE,
  /** A person who is signed in. */
  SIGNED_IN,
  /** Whoever may look at runs. */
  READ(Permission.READ),
  /** Whoever may look at single customers. */
  CUSTOMERS(Permission.CUSTOMERS),
  /** Whoever may start runs. */
  RUN(Permission.RUN),
  /** Whoever may change what is calculated. */
  CONFIGURE(Permission.CONFIGURE),
  /** Whoever may change destinations and notices. */
  CONNECT(Permission.CONNECT),
  /** Whoever may change users and keys. */
  ADMINISTER(Permission.ADMINISTER);

  private final Optional<Permission> permission;

  Access() {
    permission = Optional.empty();
  }

  Access(Permission permission) {
    this.permission = Optional.of(permission);
  }

  /** Returns what is needed beyond being signed in. */
  public Optional<Permission> permission() {
    return permission;
  }
}
