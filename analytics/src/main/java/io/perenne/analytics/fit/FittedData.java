// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.ingest.source.TableReader;
import io.perenne.analytics.ingest.text.InputHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What a model was fitted to.
 *
 * @param calibrationEnd the last day that the model has seen
 * @param firstPurchase the day of the first purchase
 * @param zeroPriceKept whether a purchase of nothing counts as one
 * @param rows rows read
 * @param unreadableRows rows with a value that could not be read
 * @param files the files, oldest first
 */
public record FittedData(
    LocalDate calibrationEnd,
    LocalDate firstPurchase,
    boolean zeroPriceKept,
    long rows,
    long unreadableRows,
    List<File> files) {

  /**
   * A file.
   *
   * @param path as given
   * @param bytes its size
   * @param sha256 its hash in hexadecimal digits
   */
  public record File(String path, long bytes, String sha256) {

    /** Returns the description of a file, or of a sheet of one. */
    public static File of(Path file) {
      try {
        Path raw = TableReader.file(file);
        return new File(file.toString(), Files.size(raw), InputHash.sha256(raw));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Copies the files. */
  public FittedData {
    files = List.copyOf(files);
  }
}
