// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement from a {@code .sql} resource, whose {@code {{name}}} places are filled. What fills
 * them is never read for places itself: it may hold names that people gave.
 */
final class Sql {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

  private final String name;
  private final String text;
  private final Map<String, String> filled;

  private Sql(String name, String text, Map<String, String> filled) {
    this.name = name;
    this.text = text;
    this.filled = filled;
  }

  /** Loads {@code name.sql} from beside this class. */
  static Sql load(String name) {
    try (InputStream in = Sql.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + ".sql");
      }
      return new Sql(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills a place with SQL text. */
  Sql with(String place, String sql) {
    if (!text.contains("{{" + place + "}}")) {
      throw new IllegalArgumentException("no place {{" + place + "}} in " + name + ".sql");
    }
    Map<String, String> more = new HashMap<>(filled);
    more.put(place, sql);
    return new Sql(name, text, more);
  }

  /** Fills a place with a number. */
  Sql with(String place, long number) {
    return with(place, Long.toString(number));
  }

  /** Fills a place with a date literal. */
  Sql with(String place, LocalDate date) {
    return with(place, "DATE '" + date + "'");
  }

  /** Fills a place with a text literal. */
  Sql withText(String place, String value) {
    return with(place, quote(value));
  }

  /** Returns a text literal. */
  static String quote(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Returns the statement; every place must have been filled. */
  @Override
  public String toString() {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> {
              String value = filled.get(place.group(1));
              if (value == null) {
                throw new IllegalStateException(
                    "place not filled in " + name + ".sql: " + place.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
