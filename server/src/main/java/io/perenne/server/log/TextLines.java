// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** An entry as a line, with the stack trace of what was thrown after it. */
final class TextLines extends Formatter {
  @Override
  public String format(LogRecord entry) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.printf(
        "%s [%s] %s - %s%n",
        entry.getInstant().truncatedTo(ChronoUnit.MILLIS),
        Level.of(entry).name(),
        entry.getLoggerName(),
        formatMessage(entry));
    if (entry.getThrown() != null) {
      entry.getThrown().printStackTrace(out);
    }
    return text.toString();
  }
}
