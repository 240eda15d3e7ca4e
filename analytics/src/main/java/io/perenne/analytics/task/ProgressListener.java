// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.task;

/** Someone who wants to know how far a run is. */
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener SILENT = (stage, what) -> {};

  /**
   * Hears that a stage begins, or goes on with something worth a line.
   *
   * @param what a short sentence in English, such as {@code 25,900 rows}
   */
  void on(Stage stage, String what);
}
