// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

/** The kinds of files that can be read. */
public enum FileFormat {
  /** Delimited text. */
  CSV,
  /** Apache Parquet. */
  PARQUET,
  /** One JSON object a line. */
  JSON
}
