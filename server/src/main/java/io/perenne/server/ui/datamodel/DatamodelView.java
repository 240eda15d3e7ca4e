// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.datamodel;

import io.perenne.analytics.datamodel.ColumnType;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.datamodel.Ddl;
import io.perenne.analytics.datamodel.TableDialect;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a page of the datamodel shows.
 *
 * @param tab the part that is open
 * @param dialect the database that a table is wanted for
 * @param table its name
 * @param rows the first customers by id, if they are shown
 * @param deliveries where this run was sent, if that is shown
 */
public record DatamodelView(
    RunDocument run,
    String tab,
    TableDialect dialect,
    String table,
    List<Map<String, String>> rows,
    List<DeliveryRecord> deliveries) {
  /** The parts, in their order. */
  public static final List<String> TABS =
      List.of("structure", "sql", "marketing-cloud", "preview", "download", "deliveries");

  /** How many steps the guide to Marketing Cloud has. */
  public static final int STEPS = 8;

  /** Returns the columns of the file of a run. */
  public static List<DatamodelColumn> columns(RunDocument run) {
    List<DatamodelColumn> columns = new ArrayList<>(DatamodelColumn.contract());
    if ("on".equals(run.configuration().get("datamodel.extended-columns"))) {
      columns.addAll(DatamodelColumn.extended());
    }
    return columns;
  }

  /** Returns the columns of the file. */
  public List<DatamodelColumn> columns() {
    return columns(run);
  }

  /** Returns the address of a part, without the run. */
  public static String path(String tab) {
    return tab.equals("structure") ? "/datamodel" : "/datamodel/" + tab;
  }

  /** Returns the databases, Marketing Cloud apart. */
  public List<TableDialect> dialects() {
    return Arrays.stream(TableDialect.values()).filter(each -> each != TableDialect.SFMC).toList();
  }

  /** Returns the name of a database in addresses. */
  public static String code(TableDialect dialect) {
    return dialect.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of a database as its makers write it. */
  public static String name(TableDialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> "PostgreSQL";
      case MYSQL -> "MySQL";
      case SQLSERVER -> "SQL Server";
      case SNOWFLAKE -> "Snowflake";
      case BIGQUERY -> "BigQuery";
      case DUCKDB -> "DuckDB";
      case SFMC -> "Marketing Cloud";
    };
  }

  /** Returns the statement that creates the table. */
  public String statement(Language language) {
    return Ddl.render(dialect, table, columns(), language);
  }

  /** Returns the type of a field in Marketing Cloud. */
  public static String fieldType(DatamodelColumn column) {
    return TableDialect.SFMC.typeName(column.type());
  }

  /** Returns the length of a field in Marketing Cloud; empty if its type has none. */
  public static String fieldLength(DatamodelColumn column) {
    ColumnType type = column.type();
    return switch (type.kind()) {
      case TEXT, EMAIL -> Integer.toString(type.length());
      case DECIMAL -> type.length() + "," + type.scale();
      case INTEGER, DATE, TIMESTAMP, BOOLEAN -> "";
    };
  }

  /** Returns whether a column is the key. */
  public static boolean isKey(DatamodelColumn column) {
    return column.equals(DatamodelColumn.key());
  }

  /** Returns the size of a file of the run; empty for runs that do not tell. */
  public Optional<Long> bytes(String file) {
    return Optional.ofNullable(run.fileBytes()).map(sizes -> sizes.get(file));
  }

  /** Returns whether the run has a file. */
  public boolean has(String file) {
    return run.files().containsKey(file);
  }
}
