// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.datamodel;

import io.perenne.clv.words.Language;
import java.util.List;
import java.util.StringJoiner;

/** Writes the statement that creates a table for the datamodel, or Marketing Cloud's field list. */
public final class Ddl {
  private Ddl() {}

  /**
   * Returns the statement for a dialect, each column with its meaning as a comment; for {@link
   * TableDialect#SFMC} a CSV of the fields of a data extension.
   */
  public static String render(
      TableDialect dialect, String table, List<DatamodelColumn> columns, Language language) {
    if (dialect == TableDialect.SFMC) {
      return fieldList(columns, language);
    }
    StringBuilder sql = new StringBuilder();
    sql.append("CREATE TABLE ").append(dialect.quoted(table)).append(" (\n");
    for (DatamodelColumn column : columns) {
      sql.append("  ").append(definition(dialect, column));
      sql.append(", -- ").append(column.description(language)).append('\n');
    }
    sql.append("  PRIMARY KEY (").append(dialect.quoted(DatamodelColumn.key().name())).append(')');
    return sql.append(dialect.keySuffix()).append("\n);\n").toString();
  }

  private static String definition(TableDialect dialect, DatamodelColumn column) {
    boolean isKey = column.equals(DatamodelColumn.key());
    return dialect.quoted(column.name())
        + " "
        + dialect.typeName(column.type())
        + (isKey ? dialect.keyCollation() : "")
        + (column.nullable() ? "" : " NOT NULL");
  }

  private static String fieldList(List<DatamodelColumn> columns, Language language) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("Name,Type,Length,PrimaryKey,Nullable,Description");
    for (DatamodelColumn column : columns) {
      lines.add(
          String.join(
              ",",
              column.name(),
              TableDialect.SFMC.typeName(column.type()),
              fieldLength(column.type()),
              column.equals(DatamodelColumn.key()) ? "true" : "false",
              column.nullable() ? "true" : "false",
              '"' + column.description(language) + '"'));
    }
    return lines.toString();
  }

  private static String fieldLength(ColumnType type) {
    return switch (type.kind()) {
      case TEXT, EMAIL -> Integer.toString(type.length());
      case DECIMAL -> "\"" + type.length() + "," + type.scale() + "\"";
      case INTEGER, DATE, TIMESTAMP, BOOLEAN -> "";
    };
  }
}
