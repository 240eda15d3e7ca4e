// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.Texts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Columns that are named for fields: {@code customer=KUNDE; transactions.amount=#3}. */
final class ColumnNames {
  private static final String NONE = "auto";
  private static final Pattern FIELD = Pattern.compile("([a-z]+\\.)?[a-z]+(-[a-z]+)*");

  static final ValueType<Map<String, String>> TYPE =
      new ValueType<>(Texts.message("value.columns"), ColumnNames::parse, ColumnNames::print);

  private ColumnNames() {}

  private static Map<String, String> parse(String text) {
    Map<String, String> columns = new LinkedHashMap<>();
    if (text.equals(NONE)) {
      return columns;
    }
    for (String pair : text.split(";", -1)) {
      int equals = pair.indexOf('=');
      String field = equals < 0 ? "" : pair.substring(0, equals).strip();
      String column = pair.substring(equals + 1).strip();
      if (pair.isBlank()) {
        continue;
      }
      if (!FIELD.matcher(field).matches() || column.isEmpty()) {
        throw new IllegalArgumentException("not FIELD=COLUMN: " + pair);
      }
      if (columns.put(field, column) != null) {
        throw new IllegalArgumentException("named twice: " + field);
      }
    }
    return Collections.unmodifiableMap(columns);
  }

  private static String print(Map<String, String> columns) {
    return columns.isEmpty()
        ? NONE
        : columns.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("; "));
  }
}
