// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The texts that lie beside these classes: SQL and word lists. */
public final class Resources {

  private Resources() {}

  public static String text(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource missing from the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SQL of {@code name} without its comments, with every <code>${key}</code> replaced. */
  public static String sql(String name, Map<String, String> values) {
    StringBuilder sql = new StringBuilder();
    for (String line : text(name).split("\n", -1)) {
      if (!line.strip().startsWith("--")) {
        sql.append(line).append('\n');
      }
    }
    String text = sql.toString().strip();
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
      int end = text.indexOf('}', at);
      String key = text.substring(at + 2, end);
      String value = values.get(key);
      if (value == null) {
        throw new IllegalStateException(name + ": no value for " + key);
      }
      filled.append(text, from, at).append(value);
      from = end + 1;
    }
    return filled.append(text.substring(from)).toString();
  }

  /** {@code text} as an SQL string literal. */
  public static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** {@code name} as an SQL identifier. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
