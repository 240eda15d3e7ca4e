// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.log;

import java.util.logging.LogRecord;

/** The levels as most programs that read logs call them. */
enum Level {
  DEBUG,
  INFO,
  WARN,
  ERROR;

  static Level of(LogRecord entry) {
    int value = entry.getLevel().intValue();
    if (value >= java.util.logging.Level.SEVERE.intValue()) {
      return ERROR;
    }
    if (value >= java.util.logging.Level.WARNING.intValue()) {
      return WARN;
    }
    return value >= java.util.logging.Level.INFO.intValue() ? INFO : DEBUG;
  }
}
