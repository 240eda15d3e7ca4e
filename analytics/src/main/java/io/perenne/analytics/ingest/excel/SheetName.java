// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.excel;

import java.util.Locale;
import java.util.Optional;

/**
 * A path that may name a sheet of a workbook: {@code sales.xlsx#January}.
 *
 * @param file the path without the sheet
 * @param sheet the sheet's name; absent: the only one that fits
 */
public record SheetName(String file, Optional<String> sheet) {

  private static final String ENDING = ".xlsx";

  /** Parts a path behind the ending of a workbook; any other path names no sheet. */
  public static SheetName parse(String path) {
    int ending = path.toLowerCase(Locale.ROOT).lastIndexOf(ENDING + "#");
    if (ending < 0) {
      return new SheetName(path, Optional.empty());
    }
    int end = ending + ENDING.length();
    return new SheetName(path.substring(0, end), Optional.of(path.substring(end + 1)));
  }
}
