// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a source holds. */
public enum SourceKind {
  /** Orders, tickets and their lines. */
  TRANSACTIONS,
  /** The CRM. */
  CUSTOMERS;

  /** Returns the kind of a name such as {@code customers}. */
  public static Optional<SourceKind> named(String name) {
    return Stream.of(values()).filter(each -> each.key().equals(name)).findFirst();
  }

  /** Returns its name as keys and addresses write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
