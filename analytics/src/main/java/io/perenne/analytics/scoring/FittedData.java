// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

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
  public record File(String path, long bytes, String sha256) {}

  /** Copies the files. */
  public FittedData {
    files = List.copyOf(files);
  }
}
