// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A statement from a {@code .sql} resource with placeholders of the form {@code {{name}}}.
 *
 * <p>All placeholders are replaced in one pass when the text is asked for, so a value is never
 * searched for placeholders: it may contain names and texts that a user chose.
 */
public final class Sql {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z_]+)}}");

  private final String name;
  private final String template;
  private final Map<String, String> values;

  private Sql(String name, String template, Map<String, String> values) {
    this.name = name;
    this.template = template;
    this.values = values;
  }

  /**
   * Loads {@code name.sql} from the package of a class, without its comment lines.
   *
   * @throws IllegalStateException if there is no such resource
   */
  public static Sql load(Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException(
            "no resource " + name + ".sql in " + neighbour.getPackageName());
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Sql(name, withoutComments(text), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the statement of {@code name.sql} with SQL text for its placeholders; names that it
   * does not have are ignored.
   */
  public static String fill(Class<?> neighbour, String name, Map<String, String> values) {
    return load(neighbour, name).withAny(values).toString();
  }

  /** Comments end with their line, and a fragment may be put into the middle of one. */
  private static String withoutComments(String text) {
    return text.lines()
        .filter(line -> !line.strip().startsWith("--"))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  /**
   * Fills a placeholder with SQL text.
   *
   * @throws IllegalArgumentException if the statement has no such placeholder
   */
  public Sql with(String placeholder, String sql) {
    if (!template.contains("{{" + placeholder + "}}")) {
      throw new IllegalArgumentException(
          "no placeholder {{" + placeholder + "}} in " + name + ".sql");
    }
    return withAny(Map.of(placeholder, sql));
  }

  /** Fills a placeholder with a number. */
  public Sql with(String placeholder, long number) {
    return with(placeholder, Long.toString(number));
  }

  /** Fills a placeholder with a date literal. */
  public Sql with(String placeholder, LocalDate date) {
    return with(placeholder, "DATE '" + date + "'");
  }

  /** Fills a placeholder with a text literal. */
  public Sql withText(String placeholder, String value) {
    return with(placeholder, quote(value));
  }

  private Sql withAny(Map<String, String> sql) {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(sql);
    return new Sql(name, template, all);
  }

  /** Returns a text literal. */
  public static String quote(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Returns a quoted identifier. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * Returns the statement.
   *
   * @throws IllegalStateException if a placeholder has not been filled
   */
  @Override
  public String toString() {
    return PLACEHOLDER.matcher(template).replaceAll(this::value);
  }

  private String value(MatchResult placeholder) {
    String value = values.get(placeholder.group(1));
    if (value == null) {
      throw new IllegalStateException("not filled in " + name + ".sql: " + placeholder.group());
    }
    return Matcher.quoteReplacement(value);
  }
}
