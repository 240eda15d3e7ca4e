// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.datamodel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A database (or Marketing Cloud) that a table for the datamodel can be created in. */
public enum TableDialect {
  /** PostgreSQL. */
  POSTGRESQL("varchar(%d)", "numeric(%d,%d)", "integer", "date", "timestamp(0)", "boolean", '"'),

  /** MySQL and MariaDB. */
  MYSQL("VARCHAR(%d)", "DECIMAL(%d,%d)", "INT", "DATE", "DATETIME", "BOOLEAN", '`') {
    @Override
    String keyCollation() {
      return " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }
  },

  /** Microsoft SQL Server. */
  SQLSERVER("NVARCHAR(%d)", "DECIMAL(%d,%d)", "INT", "DATE", "DATETIME2(0)", "BIT", '[') {
    @Override
    String keyCollation() {
      return " COLLATE Latin1_General_100_BIN2";
    }
  },

  /** Snowflake. */
  SNOWFLAKE("VARCHAR(%d)", "NUMBER(%d,%d)", "INTEGER", "DATE", "TIMESTAMP_NTZ(0)", "BOOLEAN", '"'),

  /** Google BigQuery. */
  BIGQUERY("STRING(%d)", "NUMERIC(%d,%d)", "INT64", "DATE", "DATETIME", "BOOL", '`') {
    @Override
    String keySuffix() {
      return " NOT ENFORCED";
    }
  },

  /** DuckDB. */
  DUCKDB("VARCHAR", "DECIMAL(%d,%d)", "INTEGER", "DATE", "TIMESTAMP", "BOOLEAN", '"'),

  /** The field list of a data extension in Salesforce Marketing Cloud; it is no SQL. */
  SFMC("Text", "Decimal", "Number", "Date", "Date", "Boolean", '"');

  private final String text;
  private final String decimal;
  private final String integer;
  private final String date;
  private final String timestamp;
  private final String bool;
  private final char quote;

  TableDialect(
      String text,
      String decimal,
      String integer,
      String date,
      String timestamp,
      String bool,
      char quote) {
    this.text = text;
    this.decimal = decimal;
    this.integer = integer;
    this.date = date;
    this.timestamp = timestamp;
    this.bool = bool;
    this.quote = quote;
  }

  /** Returns the name that the command line knows it by. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the names that the command line knows. */
  public static List<String> names() {
    return Arrays.stream(values()).map(TableDialect::toString).toList();
  }

  public String typeName(ColumnType type) {
    return switch (type.kind()) {
      case TEXT -> text.formatted(type.length());
      case EMAIL -> this == SFMC ? "EmailAddress" : text.formatted(type.length());
      case DECIMAL -> decimal.formatted(type.length(), type.scale());
      case INTEGER -> integer;
      case DATE -> date;
      case TIMESTAMP -> timestamp;
      case BOOLEAN -> bool;
    };
  }

  String quoted(String name) {
    String close = quote == '[' ? "]" : String.valueOf(quote);
    return quote + name.replace(close, close + close) + close;
  }

  /** Returns what keeps ids apart that differ only by case, where the database would not. */
  String keyCollation() {
    return "";
  }

  /** Returns what follows the declaration of the primary key. */
  String keySuffix() {
    return "";
  }
}
