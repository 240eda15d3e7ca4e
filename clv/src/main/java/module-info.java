// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a customer is worth: models of purchases and spend, their fit, forecasts, backtests and
 * segments. What is exported is promised; special functions and the search of a fit are not.
 */
module io.perenne.clv {
  requires static transitive org.jspecify;

  exports io.perenne.clv.backtest;
  exports io.perenne.clv.cohort;
  exports io.perenne.clv.contract;
  exports io.perenne.clv.control;
  exports io.perenne.clv.fit;
  exports io.perenne.clv.forecast;
  exports io.perenne.clv.history;
  exports io.perenne.clv.model;
  exports io.perenne.clv.outlook;
  exports io.perenne.clv.season;
  exports io.perenne.clv.segment;
  exports io.perenne.clv.segment.check;
  exports io.perenne.clv.segment.quantile;
  exports io.perenne.clv.spend;
  exports io.perenne.clv.value;
  exports io.perenne.clv.words;
}
