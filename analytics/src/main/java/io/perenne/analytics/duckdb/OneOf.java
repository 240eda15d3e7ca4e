// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.sql.Sql;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of a few texts, each chosen by its number from 1 on. The engine keeps and writes the
 * numbers, and the texts once; readers of its files see texts.
 */
final class OneOf {
  private final List<String> texts;

  private OneOf(List<String> texts) {
    this.texts = texts;
  }

  /** Takes a text of each value; they must differ. */
  static <T> OneOf of(T[] values, Function<T, String> text) {
    return new OneOf(Arrays.stream(values).map(text).toList());
  }

  /** Returns the number of a text. */
  int number(String text) {
    int index = texts.indexOf(text);
    if (index < 0) {
      throw new IllegalArgumentException(text + " is none of " + texts);
    }
    return index + 1;
  }

  /** Returns the type of such a column, in SQL. */
  String type() {
    return texts.stream().map(Sql::quote).collect(Collectors.joining(", ", "ENUM(", ")"));
  }

  /** Returns the text of a number, in SQL; null for null. */
  String at(String number) {
    String list = texts.stream().map(Sql::quote).collect(Collectors.joining(", ", "[", "]"));
    return "(" + list + "::" + type() + "[])[" + number + "]";
  }

  /** Returns one of the texts, in SQL. */
  String text(String text) {
    return Sql.quote(texts.get(number(text) - 1)) + "::" + type();
  }

  /** Returns a column without a text, in SQL. */
  String nothing() {
    return "NULL::" + type();
  }
}
