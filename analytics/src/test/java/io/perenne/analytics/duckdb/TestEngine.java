// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.read.TransactionQuery;
import io.perenne.analytics.home.Csv;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.TableProbe;
import io.perenne.analytics.ingest.source.TableReader;
import io.perenne.analytics.ingest.source.TransactionFiles;
import io.perenne.analytics.ingest.source.TransactionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A DuckDB and the few questions that tests ask it. */
public final class TestEngine implements AutoCloseable {

  public static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  private final @Nullable DuckDb database;
  private final Path folder;

  private TestEngine(@Nullable DuckDb database, Path folder) {
    this.database = database;
    this.folder = folder;
  }

  /** For fields that are set before each test. */
  public static final TestEngine NONE = new TestEngine(null, Path.of("."));

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    }
  }

  public static TestEngine in(Path folder) throws SQLException {
    return new TestEngine(DuckDb.open(2_000_000_000, 2, folder.resolve("spill")), folder);
  }

  private DuckDb database() {
    return Objects.requireNonNull(database);
  }

  /** Answers questions about files that treat the given texts as none. */
  public TableProbe probe(ReadOptions options) {
    return new DuckDbProbe(database(), options.nullTexts());
  }

  public Connection connection() {
    return database().connection();
  }

  public Path file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public Path file(String name, byte[] bytes) {
    try {
      Path path = folder.resolve(name);
      Files.createDirectories(path.getParent());
      return Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TransactionFiles open(Path... paths) throws SQLException {
    return open(ReadOptions.detect(), ColumnMapping.none(), paths);
  }

  public TransactionFiles open(ReadOptions options, ColumnMapping mapping, Path... paths)
      throws SQLException {
    List<String> texts = new ArrayList<>();
    for (Path path : paths) {
      texts.add(path.toString());
    }
    return TransactionReader.open(probe(options), texts, mapping, options, MADRID, folder);
  }

  /** The rows of a query, fields joined by {@code |}, NULL written as {@code -}. */
  public List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= width; i++) {
          String value = result.getString(i);
          row.append(i == 1 ? "" : "|").append(value == null ? "-" : value);
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  /** Some columns of the relation in the order customer, time, amount. */
  public List<String> read(TransactionFiles source, String columns) throws SQLException {
    List<String> rows = new ArrayList<>();
    TransactionQuery.scan(
        connection(),
        source,
        scanned -> {
          rows.clear();
          rows.addAll(
              rows(
                  "SELECT "
                      + columns
                      + " FROM ("
                      + TransactionQuery.of(scanned).sql()
                      + ") ORDER BY file, customer, time, amount"));
        });
    return rows;
  }

  /** Scans, collects the rejects and returns them as CSV, line breaks inside written ⏎. */
  public List<String> rejects(TransactionFiles source) throws SQLException {
    long[] bad = new long[1];
    TransactionFiles scanned =
        TransactionQuery.scan(
            connection(),
            source,
            relation ->
                bad[0] =
                    Long.parseLong(
                        rows("SELECT count(*) FROM ("
                                + TransactionQuery.of(relation).sql()
                                + ") WHERE bad <> 0")
                            .get(0)));
    Path file = folder.resolve("rejects.csv.gz");
    Rejects rejects =
        TransactionQuery.of(scanned)
            .collectRejects(
                connection(), UnaryOperator.identity(), bad[0], RejectFile.of(file, 1000));
    List<String> lines = new ArrayList<>();
    for (List<String> row : TableReader.read(file, ReadOptions.detect().withHeader()).values()) {
      lines.add(
          row.stream()
              .map(field -> Csv.value(field.replaceAll("\\R", "⏎")))
              .collect(Collectors.joining(",")));
    }
    if (rejects.count() != lines.size()) {
      throw new AssertionError(rejects + " but " + lines);
    }
    return lines;
  }

  public static List<String> unzip(Path file) {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    database().close();
  }
}
