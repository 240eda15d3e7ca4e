// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.HistoryContract;
import io.perenne.analytics.pipeline.HistoryRow;
import io.perenne.clv.history.ObservationPeriod;
import java.util.List;

/** The reference itself gives the numbers worked out by hand. */
class PlainSqlTest extends HistoryContract {
  @Override
  protected List<HistoryRow> histories(TransactionInput input, ObservationPeriod period) {
    return PlainSql.histories(input, period, folder);
  }
}
