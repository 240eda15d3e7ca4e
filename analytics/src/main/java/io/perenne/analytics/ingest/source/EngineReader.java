// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.Resources;
import io.perenne.analytics.ingest.text.Compression;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SQL table function that reads a list of files written alike. */
final class EngineReader {

  private final String rejectsTable;
  private final List<String> nullTexts;

  EngineReader(String rejectsTable, List<String> nullTexts) {
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

  /** Every column as text, where the file does not say its type. */
  String sql(List<TableFile> files) {
    return sql(files, EngineTypes.TEXT);
  }

  String sql(List<TableFile> files, EngineTypes types) {
    TableFile first = files.get(0);
    return switch (first.format()) {
      case PARQUET -> "read_parquet([" + literals(files) + "])";
      case JSON ->
          Resources.sql(
              "json_reader.sql",
              Map.of(
                  "files", literals(files),
                  "compression", Sql.quote(first.compression().sqlName()),
                  "columns", columns(first, types)));
      case CSV -> csv(files, first, types);
    };
  }

  /** The rows of one file, each with its place, from 1, among those the engine can read. */
  String numbered(TableFile file, EngineTypes types) {
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

  private String csv(List<TableFile> files, TableFile first, EngineTypes types) {
    CsvFormat dialect = first.copy() == null ? first.csv() : CsvFormat.COPY;
    Compression compression = first.copy() == null ? first.compression() : Compression.NONE;
    Map<String, String> values = new LinkedHashMap<>();
    values.put("files", literals(files));
    values.put("header", Boolean.toString(dialect.header()));
    values.put("delimiter", Sql.quote(dialect.delimiter()));
    values.put("quote", Sql.quote(character(dialect.quote())));
    values.put("escape", Sql.quote(character(dialect.escape())));
    values.put("compression", Sql.quote(compression.sqlName()));
    values.put("columns", columns(first, types));
    values.put("time_format", timeFormat(types));
    values.put("null_texts", types.nullTexts() ? nullTextList() : "");
    values.put("rejects_table", Sql.quote(rejectsTable));
    values.put("rejects_scan", Sql.quote(rejectsScan()));
    return Resources.sql("csv_reader.sql", values);
  }

  private static String character(@Nullable Character character) {
    return character == null ? "" : character.toString();
  }

  private static String timeFormat(EngineTypes types) {
    return types.timeFormat().isEmpty()
        ? ""
        : "timestampformat = " + Sql.quote(types.timeFormat()) + ",";
  }

  private String nullTextList() {
    return Stream.concat(Stream.of(""), nullTexts.stream())
        .map(Sql::quote)
        .collect(Collectors.joining(", ", "nullstr = [", "],"));
  }

  private static String columns(TableFile file, EngineTypes types) {
    return IntStream.range(0, file.columns().size())
        .mapToObj(i -> columnKey(file, i) + ": " + Sql.quote(types.of(i)))
        .collect(Collectors.joining(", "));
  }

  private static String columnKey(TableFile file, int index) {
    return file.format() == FileFormat.CSV
        ? file.engineColumn(index)
        : Sql.quote(file.columns().get(index).name());
  }

  private static String literals(List<TableFile> files) {
    return files.stream()
        .map(file -> fileLiteral(file.readPath()))
        .collect(Collectors.joining(", "));
  }

  /** The path as a literal; letters that would make it a glob stand in brackets. */
  static String fileLiteral(Path path) {
    String text = path.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]");
    return Sql.quote(text);
  }
}
