// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.analytics.home.Csv;
import io.perenne.analytics.home.Json;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a shipment that a destination has refused, listed with its reasons in a file beside
 * the shipment. There is a file only if there are any, and only its owner may read it.
 */
public final class RefusedRows implements AutoCloseable {
  /** The name of the file. */
  public static final String FILE = "refused-rows.csv";

  private static final int MOST_KEPT = 100_000;

  private final Path file;
  private final String key;
  private @Nullable Writer list;
  private long count;
  private final List<String> lines = new ArrayList<>();
  private String lastReason = "";

  private RefusedRows(Path file, String key) {
    this.file = file;
    this.key = key;
  }

  /**
   * Begins a list in place of an earlier one.
   *
   * @param key the column that names a row
   */
  public static RefusedRows open(Path file, String key) throws IOException {
    Files.deleteIfExists(file);
    return new RefusedRows(file, key);
  }

  /** Adds a row, given as JSON. */
  public void add(String row, String reason) throws IOException {
    add(Csv.quoted(Json.parse(row).path(key).asText()) + "," + Csv.quoted(reason) + "\n");
    lastReason = reason;
  }

  /** Adds what an attempt before this one has listed. */
  public void addAll(List<String> earlier) throws IOException {
    for (String line : earlier) {
      add(line);
    }
  }

  private void add(String line) throws IOException {
    Writer writer = list == null ? begin() : list;
    list = writer;
    writer.write(line);
    count++;
    if (lines.size() < MOST_KEPT) {
      lines.add(line);
    }
  }

  /** Returns what is listed, for an attempt that goes on from here; empty if it is too much. */
  public Optional<List<String>> lines() {
    return count == lines.size() ? Optional.of(List.copyOf(lines)) : Optional.empty();
  }

  private Writer begin() throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Writer writer = Files.newBufferedWriter(file);
    writer.write("row,reason\n");
    return writer;
  }

  public long count() {
    return count;
  }

  public String lastReason() {
    return lastReason;
  }

  @Override
  public void close() throws IOException {
    if (list != null) {
      list.close();
    }
  }
}
