// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.source.RowFault;

/** Reasons of ours, beside those of the reader, for which a row belongs to no customer. */
final class RowCode {
  /** The row's order comes again in a later file. */
  static final int SUPERSEDED = 255;

  /** There is no exchange rate for the row's currency and day. */
  static final int NO_RATE = RowFault.RATE.code();

  /** The row's product is none, as the configuration says. */
  static final int EXCLUDED = 253;

  private RowCode() {}
}
