// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import java.util.Locale;

/**
 * Something that may be known of a person.
 *
 * @param kind what it is
 * @param name which of its kind, as it was written
 */
public record Subject(Kind kind, String name) {
  /** Kinds of what may be known. */
  public enum Kind {
    /** What the run and the orders since say: the code of a {@link Field}. */
    FIELD,
    /** What events say of the person, by its name in any case of letters. */
    TRAIT,
    /** Whether a purpose or a channel is allowed, as {@code purpose:advertising}. */
    CONSENT,
    /** Whether the person may be written to over a channel, and mail has not come back for good. */
    REACHABLE,
    /** Whether an identifier of a type is known. */
    IDENTIFIER;

    /** Returns the word for it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the name under which facts are kept: the same whatever the case of letters. */
  public String fact() {
    return kind.code() + ":" + Facts.small(name);
  }

  /** Returns the name under which the times of an event are kept. */
  public static String factOfEvent(String event) {
    return "event:" + event.strip().toLowerCase(Locale.ROOT);
  }
}
