// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.cdnow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A table of counts among the test resources: a header and rows of numbers. */
public final class CountFile {

  private CountFile() {}

  /** Returns the rows of a table, plain or gzipped. */
  public static Stream<Row> read(String name) {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
      List<String> header = List.of(reader.readLine().split(",", -1));
      reader.lines().forEach(line -> rows.add(new Row(header, line.split(",", -1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows.stream();
  }

  private static InputStream open(String name) throws IOException {
    InputStream plain = CountFile.class.getResourceAsStream(name + ".csv");
    return plain != null
        ? plain
        : new GZIPInputStream(
            Objects.requireNonNull(CountFile.class.getResourceAsStream(name + ".csv.gz"), name));
  }

  /** A row of a table, by the names of its columns. */
  public static final class Row {
    private final List<String> header;
    private final String[] values;

    private Row(List<String> header, String[] values) {
      this.header = header;
      this.values = values;
    }

    public boolean has(String column) {
      return header.contains(column);
    }

    public String text(String column) {
      return values[header.indexOf(column)];
    }

    public int integer(String column) {
      return Integer.parseInt(text(column));
    }

    public double decimal(String column) {
      return Double.parseDouble(text(column));
    }
  }
}
