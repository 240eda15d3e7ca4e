// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import io.perenne.analytics.fit.FittedData;
import io.perenne.analytics.home.Json;
import io.perenne.clv.backtest.BacktestReport;
import java.util.List;
import java.util.Map;

/**
 * A backtest with its provenance, as it is kept.
 *
 * @param format the version of this layout
 * @param report what was found
 * @param files the files it was found in
 * @param software what found it
 */
record BacktestDocument(
    int format, BacktestReport report, List<FittedData.File> files, Map<String, String> software) {
  private static final Json JSON = Json.documents().withNullForAbsence();

  BacktestDocument {
    files = List.copyOf(files);
  }

  /** Returns JSON; what is absent or not a number is null. */
  String toJson() {
    return JSON.write(this) + "\n";
  }
}
