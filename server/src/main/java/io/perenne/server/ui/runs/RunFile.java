// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import java.util.Map;

/** What the files of a run are. */
public final class RunFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "csv", "text/csv; charset=utf-8",
          "gz", "application/gzip",
          "parquet", "application/vnd.apache.parquet");

  private RunFile() {}

  /** Returns the media type of a file by its name. */
  public static String type(String name) {
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }
}
