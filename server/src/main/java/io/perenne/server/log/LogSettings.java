// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Sets up the logging of the Java platform, which asks for it when something is logged first:
 * warnings of libraries, and what the server says, to standard error.
 */
public final class LogSettings {
  private static final String PROPERTY = "java.util.logging.config.class";

  private static final String SETTINGS =
      """
      handlers = %s
      .level = WARNING
      io.perenne.level = INFO
      io.javalin.level = OFF
      com.networknt.level = SEVERE
      """;

  /** Called by the platform. */
  public LogSettings() throws IOException {
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(
                SETTINGS
                    .formatted(LogHandler.class.getName())
                    .getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Has the platform ask for these settings, unless whoever started the process has others. */
  public static void install() {
    if (System.getProperty(PROPERTY) == null
        && System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty(PROPERTY, LogSettings.class.getName());
    }
  }
}
