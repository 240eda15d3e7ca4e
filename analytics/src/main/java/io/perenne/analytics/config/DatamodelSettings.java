// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.time.ZoneId;
import java.util.Optional;

/**
 * The contract file.
 *
 * @param path the folder on the receiving side, absolute from its root, without {@code ..}
 * @param fileName the name, with tokens for date, run and tenant
 * @param fileDateZone the zone of the dates in the name; empty means the time zone of the run
 * @param newline the line end
 * @param nullText what an absent value is written as
 * @param extendedColumns whether the extended columns follow the 25
 * @param contactIdFallback whether a customer without contact id gets the customer id instead
 */
public record DatamodelSettings(
    String path,
    FileNamePattern fileName,
    Optional<ZoneId> fileDateZone,
    Newline newline,
    String nullText,
    boolean extendedColumns,
    boolean contactIdFallback) {
  public DatamodelSettings {
    if (!isFolder(path)) {
      throw new IllegalArgumentException("datamodel.path is blank or has .. or \\: " + path);
    }
    if (!isPlain(nullText)) {
      throw new IllegalArgumentException(
          "datamodel.null-text has a comma, quote or line end: " + nullText);
    }
  }

  /** Returns whether a path is one of a folder that does not climb. */
  static boolean isFolder(String path) {
    return !path.isBlank() && !("/" + path + "/").contains("/../") && path.indexOf('\\') < 0;
  }

  /** Returns whether a text needs no quotes in a file of comma-separated values. */
  static boolean isPlain(String text) {
    return !text.matches("(?s).*[,\"\r\n].*");
  }
}
