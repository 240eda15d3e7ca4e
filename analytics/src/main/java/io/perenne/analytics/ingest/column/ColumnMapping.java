// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The columns a user has named for fields, as in {@code --map customer=KUNDE}, or for those of one
 * input, as in {@code --map customers.customer=KUNDE}. Fields not named are recognised. A column is
 * named by its place too, as in {@code --map amount=#3}; {@code #0} says that a file has no such
 * field.
 *
 * @param columns the column name for each field key, perhaps with its input and a point in front
 */
public record ColumnMapping(Map<String, String> columns) {

  private static final String NO_COLUMN = "#0";
  private static final Pattern PLACE = Pattern.compile("#[1-9]\\d{0,3}");

  /** The inputs for which a column can be named. */
  public enum Input {
    /** {@code --transactions}. */
    TRANSACTIONS,
    /** {@code --customers}. */
    CUSTOMERS,
    /** {@code --covariates}. */
    COVARIATES;

    String prefix() {
      return name().toLowerCase(Locale.ROOT) + ".";
    }
  }

  public ColumnMapping {
    columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** Nothing is named: every field is recognised. */
  public static ColumnMapping none() {
    return new ColumnMapping(Map.of());
  }

  /**
   * Reads {@code FIELD=COLUMN} pairs.
   *
   * @throws InputException if a pair has no equals sign or names a field twice
   */
  public static ColumnMapping parse(List<String> pairs) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals <= 0 || equals == pair.length() - 1) {
        throw refused(pair, Texts.message("problem.map.form"));
      }
      String field = pair.substring(0, equals).strip();
      requireInput(pair, field);
      if (columns.put(field, pair.substring(equals + 1).strip()) != null) {
        throw refused(pair, Texts.message("problem.map.twice", field));
      }
    }
    return new ColumnMapping(columns);
  }

  /** Returns the place, from 0, that {@code #3} stands for; absent for anything else. */
  public static OptionalInt place(String column) {
    return PLACE.matcher(column).matches()
        ? OptionalInt.of(Integer.parseInt(column.substring(1)) - 1)
        : OptionalInt.empty();
  }

  private static void requireInput(String pair, String field) {
    if (field.contains(".")
        && Arrays.stream(Input.values()).noneMatch(input -> field.startsWith(input.prefix()))) {
      throw refused(
          pair, Texts.message("problem.map.input", field.substring(0, field.indexOf('.'))));
    }
  }

  private static InputException refused(String pair, Message what) {
    return new InputException(Problem.of(what).withWhere("--map " + pair));
  }

  /**
   * The columns named for one input: those for it alone, and those for all. The place of a customer
   * is one among transactions unless an input is named: other files have theirs elsewhere.
   */
  public ColumnMapping of(Input input) {
    Map<String, String> own = new LinkedHashMap<>();
    columns.forEach(
        (field, column) -> {
          if (!field.contains(".")) {
            if (input == Input.TRANSACTIONS
                || !field.equals("customer")
                || place(column).isEmpty()) {
              own.putIfAbsent(field, column);
            }
          } else if (field.startsWith(input.prefix())) {
            own.put(field.substring(input.prefix().length()), column);
          }
        });
    return new ColumnMapping(own);
  }

  /** Returns these columns, and others for the fields that these do not name. */
  public ColumnMapping over(Map<String, String> others) {
    Map<String, String> all = new LinkedHashMap<>();
    others.forEach(
        (field, column) -> {
          if (!columns.containsKey(field.substring(field.indexOf('.') + 1))) {
            all.put(field, column);
          }
        });
    all.putAll(columns);
    return new ColumnMapping(all);
  }

  /** Returns whether a column stands for none: the field is not in the file. */
  public static boolean isNone(String column) {
    return column.equals(NO_COLUMN);
  }

  /** Returns whether a named column is that of a file, but for case and signs. */
  public static boolean isNamed(String column, String inFile) {
    return column.equals(inFile)
        || ColumnName.normal(column).equals(ColumnName.normal(inFile))
        || inFile.equals("column" + column);
  }

  /** The fields that are named for one input alone. */
  public Set<String> only(Input input) {
    return columns.keySet().stream()
        .filter(field -> field.startsWith(input.prefix()))
        .map(field -> field.substring(input.prefix().length()))
        .collect(Collectors.toSet());
  }

  /**
   * Refuses fields that there are not; those of the other kind of table are none of this one's
   * business, unless they are named for it.
   *
   * @param own the fields of an input
   * @param other those of the other input
   */
  public void requireKnownFields(Input input, Vocabulary own, Vocabulary other) {
    for (String field : columns.keySet()) {
      boolean mine = field.startsWith(input.prefix());
      String bare = mine ? field.substring(input.prefix().length()) : field;
      boolean known = own.find(bare) != null || (!mine && other.find(bare) != null);
      if (!known && (mine || !field.contains("."))) {
        throw refused(
            field + "=" + columns.get(field),
            Texts.message("problem.map.field", bare, String.join(", ", own.keys())));
      }
    }
  }
}
