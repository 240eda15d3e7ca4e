// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows files that are no tables by their first bytes, and what to do about each. */
public final class FileMagic {

  private static final Map<String, String> FOREIGN = new LinkedHashMap<>();

  static {
    FOREIGN.put("PK\003\004", "zip");
    FOREIGN.put("BZh", "bzip2");
    FOREIGN.put("\u00fd7zXZ", "xz");
    FOREIGN.put("7z\u00bc\u00af", "7z");
    FOREIGN.put("%PDF", "pdf");
    FOREIGN.put("SQLite format 3", "sqlite");
    FOREIGN.put("Obj\001", "avro");
    FOREIGN.put("ORC", "orc");
    FOREIGN.put("<?xml", "xml");
    FOREIGN.put("<!DOCTYPE html", "web-page");
    FOREIGN.put("<html", "web-page");
  }

  private FileMagic() {}

  public static void refuseForeign(Path path, byte[] head) {
    int length = Math.min(head.length, 32);
    String start = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    FOREIGN.forEach(
        (magic, what) -> {
          if (start.startsWith(magic)) {
            throw InputException.of(path, Texts.message("problem.foreign." + what));
          }
        });
  }
}
