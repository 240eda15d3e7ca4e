// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do. A key of a program has them one by one, a person through a role. */
public enum Permission {
  /** Look at runs, segments and totals. */
  READ,
  /** Look at single customers: personal data. */
  CUSTOMERS,
  /** Start and cancel runs and deliveries. */
  RUN,
  /** Change what is calculated, when, and where it goes. */
  CONFIGURE,
  /** Change destinations and notices: who is sent what, and which secret opens it. */
  CONNECT,
  /** Change users, keys and the platform. */
  ADMINISTER;

  /** Returns the code, as keys and the API write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the permission of a code; empty if there is none. */
  public static Optional<Permission> of(String code) {
    for (Permission each : values()) {
      if (each.code().equals(code)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
