// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import java.nio.file.Path;

/**
 * Where the bytes of one input are.
 *
 * @param shown what a user calls it: its path, of a workbook with the sheet, as in {@code
 *     sales.xlsx#May}
 * @param raw the file as it was given, or all that came through a pipe
 * @param table the file that holds the table: the raw one, or the text of a sheet
 */
public record InputPlace(Path shown, Path raw, Path table) {

  /** A file that is read where it is. */
  public static InputPlace of(Path file) {
    return new InputPlace(file, file, file);
  }

  /** Whether the table is a text that was written for this reading only. */
  public boolean isSpooled() {
    return !table.equals(raw);
  }
}
