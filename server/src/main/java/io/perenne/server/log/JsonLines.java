// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * An entry as one JSON object on one line: {@code time}, {@code level}, {@code logger}, {@code
 * message}, then what is known of {@code request}, {@code user} and {@code job}, and {@code error}
 * with its type, message and stack trace.
 */
final class JsonLines extends Formatter {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public String format(LogRecord entry) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", entry.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", Level.of(entry).name());
    line.put("logger", entry.getLoggerName());
    line.put("message", formatMessage(entry));
    @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
    if (context != null) {
      new TreeMap<>(context).forEach(line::put);
    }
    @Nullable Throwable thrown = entry.getThrown();
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      line.putObject("error")
          .put("type", thrown.getClass().getName())
          .put("message", thrown.getMessage())
          .put("stack", trace.toString());
    }
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
