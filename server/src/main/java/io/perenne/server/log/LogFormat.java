// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.log;

import java.util.Locale;
import java.util.Optional;

/** How the log is written. */
public enum LogFormat {
  /** For people: time, level, logger and message; a stack trace follows on more lines. */
  TEXT,
  /** For programs: each entry is one JSON object on one line. */
  JSON;

  private static volatile LogFormat current = TEXT;

  /** Returns the format of a name, as options write it. */
  public static Optional<LogFormat> of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "text" -> Optional.of(TEXT);
      case "json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  /** Writes the log of this process so from now on. */
  public static void use(LogFormat format) {
    current = format;
  }

  static LogFormat current() {
    return current;
  }
}
