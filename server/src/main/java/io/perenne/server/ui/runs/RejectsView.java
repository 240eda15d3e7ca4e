// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.perenne.analytics.ingest.source.RejectedRows;

/**
 * The rows of a run that could not be read.
 *
 * @param run the id of the run
 * @param published whether it was published all the same
 * @param page from 1
 * @param pages how many there are
 * @param rows those of the page
 */
public record RejectsView(String run, boolean published, long page, long pages, RejectedRows rows) {
  /** Rows of a page. */
  public static final int SHOWN = 200;

  /** Returns how many rows there are, those that were only counted included. */
  public long count() {
    return rows.written() + rows.others();
  }
}
