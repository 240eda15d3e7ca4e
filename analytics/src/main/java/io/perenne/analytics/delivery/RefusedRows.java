// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rows of a shipment that a destination has refused, listed in a file with its reasons. */
final class RefusedRows implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String key;
  private final Writer list;
  private long count;
  private String lastReason = "";

  private RefusedRows(String key, Writer list) {
    this.key = key;
    this.list = list;
  }

  /**
   * Begins a list.
   *
   * @param key the column that names a row
   */
  static RefusedRows open(Path file, String key) throws IOException {
    Writer list = Files.newBufferedWriter(file);
    list.write("row,reason\n");
    return new RefusedRows(key, list);
  }

  /** Adds a row, given as JSON. */
  void add(String row, String reason) throws IOException {
    list.write(quoted(JSON.readTree(row).path(key).asText()) + "," + quoted(reason) + "\n");
    lastReason = reason;
    count++;
  }

  long count() {
    return count;
  }

  String lastReason() {
    return lastReason;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    list.close();
  }
}
