// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.analytics.InputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows files that are no tables by their first bytes, and what to do about each. */
public final class FileMagic {

  private static final Map<String, String> FOREIGN = new LinkedHashMap<>();

  static {
    FOREIGN.put("PK\003\004", "a ZIP archive; unzip it");
    FOREIGN.put("BZh", "packed with bzip2; unpack it, or use gzip or zstd");
    FOREIGN.put("\u00fd7zXZ", "packed with xz; unpack it, or use gzip or zstd");
    FOREIGN.put("7z\u00bc\u00af", "a 7-Zip archive; unpack it");
    FOREIGN.put("%PDF", "a PDF document; export the data as CSV");
    FOREIGN.put("SQLite format 3", "an SQLite database; export the table as CSV");
    FOREIGN.put("Obj\001", "Avro; export as CSV, Parquet or JSON lines");
    FOREIGN.put("ORC", "ORC; export as CSV, Parquet or JSON lines");
    FOREIGN.put("<?xml", "XML; export as CSV, Parquet or JSON lines");
    FOREIGN.put("<!DOCTYPE html", "a web page, perhaps a login page saved in place of the export");
    FOREIGN.put("<html", "a web page, perhaps a login page saved in place of the export");
  }

  private FileMagic() {}

  public static void refuseForeign(Path path, byte[] head) {
    int length = Math.min(head.length, 32);
    String start = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    FOREIGN.forEach(
        (magic, what) -> {
          if (start.startsWith(magic)) {
            throw InputException.of(path, "not a table but " + what);
          }
        });
  }
}
