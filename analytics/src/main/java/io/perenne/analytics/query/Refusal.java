// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.query;

import java.util.Locale;
import java.util.Optional;

/** Why a database does not answer, as far as it changes what is to be done. */
enum Refusal {
  /** Nobody answers at the address. */
  UNREACHABLE,
  /** The user or the password is wrong, or may not come from here. */
  SIGN_IN,
  /** It wants to be spoken to otherwise: encrypted, or with its key known. */
  ENCRYPTION,
  /** There is no such database. */
  DATABASE,
  /** The user may not read that. */
  RIGHTS,
  /** There is no such table. */
  TABLE,
  /** There is no such column. */
  COLUMN,
  /** It is not a query in its language. */
  SYNTAX,
  /** The statement would have written. */
  WRITES,
  /** It took too long. */
  LATE,
  /** The driver is not there. */
  DRIVER,
  /** Anything else. */
  REFUSED;

  String key() {
    return "problem.query." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the classes of the SQL standard that all databases share. */
  static Optional<Refusal> ofState(String state) {
    if (state.startsWith("08")) {
      return Optional.of(UNREACHABLE);
    }
    if (state.startsWith("28")) {
      return Optional.of(SIGN_IN);
    }
    return Optional.empty();
  }
}
