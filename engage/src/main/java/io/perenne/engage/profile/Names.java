// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.EventType;
import java.util.Locale;

/** How events are called where profiles look at their names. */
final class Names {
  private static final int LONGEST = 100;

  private Names() {}

  /** Returns the name of what was done in small letters, or of a page the word {@code page}. */
  static String of(Event event) {
    return event.type() == EventType.TRACK ? of(event.name()) : event.type().code();
  }

  static String of(String name) {
    String small = name.strip().toLowerCase(Locale.ROOT);
    return small.length() > LONGEST ? small.substring(0, LONGEST) : small;
  }

  /** Returns a text that is not longer than a profile keeps it. */
  static String shortened(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }
}
