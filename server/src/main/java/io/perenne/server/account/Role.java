// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import java.util.Locale;
import java.util.Optional;

/** What a person is to the business; each role may all that the one before may. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Looks, configures and runs. */
  OPERATOR,
  /** Does everything, users and keys included. */
  ADMIN;

  /** Returns whether the role includes a permission. */
  public boolean may(Permission permission) {
    return switch (permission) {
      case READ, CUSTOMERS -> true;
      case RUN, CONFIGURE -> this != VIEWER;
      case CONNECT, ADMINISTER -> this == ADMIN;
    };
  }

  /** Returns the code, as the store and the API write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the role of a code; empty if there is none. */
  public static Optional<Role> of(String code) {
    for (Role each : values()) {
      if (each.code().equals(code)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
