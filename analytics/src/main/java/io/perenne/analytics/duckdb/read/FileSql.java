// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.text.Compression;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SQL table function that reads a list of files written alike. */
public final class FileSql {

  private final String rejectsTable;
  private final List<String> nullTexts;

  /**
   * Makes a writer of table functions.
   *
   * @param rejectsTable the name of the table in which a scan notes what it could not read
   * @param nullTexts texts that mean nothing
   */
  public FileSql(String rejectsTable, List<String> nullTexts) {
    this.rejectsTable = rejectsTable;
    this.nullTexts = List.copyOf(nullTexts);
  }

  List<String> nullTexts() {
    return nullTexts;
  }

  String rejectsTable() {
    return rejectsTable;
  }

  String rejectsScan() {
    return rejectsTable + "_scans";
  }

  /** Reads every column as text where the file does not say its type. */
  public String sql(List<TableFile> files) {
    return sql(files, ColumnTypes.TEXT);
  }

  String sql(List<TableFile> files, ColumnTypes types) {
    TableFile first = files.get(0);
    return switch (first.format()) {
      case PARQUET -> "read_parquet([" + literals(files) + "])";
      case JSON ->
          Sql.fill(
              FileSql.class,
              "json_reader",
              Map.of(
                  "files", literals(files),
                  "compression", Sql.quote(word(first.compression())),
                  "columns", columns(first, types)));
      case CSV -> csv(files, first, types);
    };
  }

  /** The rows of one file, each with its place, from 1, among those the engine can read. */
  String numbered(TableFile file, ColumnTypes types) {
    String place =
        file.format() == FileFormat.PARQUET ? "file_row_number + 1" : "row_number() OVER ()";
    return "(SELECT *, " + place + " AS row_place FROM " + sql(List.of(file), types) + ")";
  }

  /** The place of a file among all, from its place in the list given to the engine. */
  static String fileIndex(List<Integer> indexes) {
    int first = indexes.get(0);
    boolean together = indexes.get(indexes.size() - 1) - first == indexes.size() - 1;
    if (together) {
      return "CAST(file_index + " + first + " AS INTEGER)";
    }
    String list = indexes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    return "CAST(list_extract(" + list + ", CAST(file_index + 1 AS BIGINT)) AS INTEGER)";
  }

  private String csv(List<TableFile> files, TableFile first, ColumnTypes types) {
    CsvFormat dialect = first.copy() == null ? first.csv() : CsvFormat.COPY;
    Compression compression = first.copy() == null ? first.compression() : Compression.NONE;
    Map<String, String> values = new LinkedHashMap<>();
    values.put("files", literals(files));
    values.put("header", Boolean.toString(dialect.header()));
    values.put("delimiter", Sql.quote(dialect.delimiter()));
    values.put("quote", Sql.quote(character(dialect.quote())));
    values.put("escape", Sql.quote(character(dialect.escape())));
    values.put("compression", Sql.quote(word(compression)));
    values.put("columns", columns(first, types));
    values.put("time_format", timeFormat(types));
    values.put("null_texts", types.nullTexts() ? nullTextList() : "");
    values.put("rejects_table", Sql.quote(rejectsTable));
    values.put("rejects_scan", Sql.quote(rejectsScan()));
    return Sql.fill(FileSql.class, "csv_reader", values);
  }

  private static String word(Compression compression) {
    return compression.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name that a column has in a query, quoted where it must be. */
  public static String column(TableFile file, int index) {
    return switch (file.format()) {
      case CSV -> "c" + index;
      case PARQUET -> Sql.identifier(file.columns().get(index).name());
      case JSON -> member(file, file.columns().get(index).path());
    };
  }

  /** A member of a JSON object; of a member with members of its own, the text at its path. */
  private static String member(TableFile file, List<String> path) {
    String root = Sql.identifier(path.get(0));
    if (!hasMembers(file, path.get(0))) {
      return root;
    }
    String below =
        path.stream()
            .skip(1)
            .map(key -> ".\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
            .collect(Collectors.joining());
    return "json_extract_string(" + root + ", " + Sql.quote("$" + below) + ")";
  }

  private static boolean hasMembers(TableFile file, String root) {
    return file.columns().stream()
        .anyMatch(column -> column.path().size() > 1 && column.path().get(0).equals(root));
  }

  private static String character(@Nullable Character character) {
    return character == null ? "" : character.toString();
  }

  private static String timeFormat(ColumnTypes types) {
    return types.timeFormat().isEmpty()
        ? ""
        : "timestampformat = " + Sql.quote(types.timeFormat()) + ",";
  }

  private String nullTextList() {
    return Stream.concat(Stream.of(""), nullTexts.stream())
        .map(Sql::quote)
        .collect(Collectors.joining(", ", "nullstr = [", "],"));
  }

  private static String columns(TableFile file, ColumnTypes types) {
    if (file.format() == FileFormat.JSON) {
      return file.columns().stream()
          .map(column -> column.path().get(0))
          .distinct()
          .map(root -> Sql.quote(root) + (hasMembers(file, root) ? ": 'JSON'" : ": 'VARCHAR'"))
          .collect(Collectors.joining(", "));
    }
    return IntStream.range(0, file.columns().size())
        .mapToObj(i -> column(file, i) + ": " + Sql.quote(types.of(i)))
        .collect(Collectors.joining(", "));
  }

  private static String literals(List<TableFile> files) {
    return files.stream()
        .map(file -> fileLiteral(file.readPath()))
        .collect(Collectors.joining(", "));
  }

  /** Returns a path as a literal; letters that would make it a glob stand in brackets. */
  public static String fileLiteral(Path path) {
    String text = path.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]");
    return Sql.quote(text);
  }
}
