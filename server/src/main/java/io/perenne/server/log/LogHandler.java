// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.log;

import java.io.UnsupportedEncodingException;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Writes to standard error in the format of the moment. */
public final class LogHandler extends ConsoleHandler {
  private static final Formatter TEXT = new TextLines();
  private static final Formatter JSON = new JsonLines();

  /** Called by the platform. */
  public LogHandler() throws UnsupportedEncodingException {
    setEncoding("UTF-8");
    setFormatter(
        new Formatter() {
          @Override
          public String format(LogRecord entry) {
            return (LogFormat.current() == LogFormat.JSON ? JSON : TEXT).format(entry);
          }
        });
  }
}
