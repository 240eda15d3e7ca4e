// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import io.perenne.analytics.home.Csv;
import io.perenne.clv.backtest.BacktestReport;
import io.perenne.clv.backtest.CandidateResult;
import io.perenne.clv.backtest.DistributionAccuracy;
import io.perenne.clv.backtest.OriginResult;
import io.perenne.clv.backtest.PointAccuracy;
import io.perenne.clv.backtest.RevenueDistribution;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every number about every candidate at every cut, one row for each; empty where there is none. */
final class AccuracyCsv {
  private static final List<String> HEADER =
      List.of(
          "origin",
          "candidate",
          "model",
          "rule_of_thumb",
          "customers",
          "actual",
          "expected",
          "bias",
          "mae",
          "rmse",
          "spearman",
          "gini",
          "top_decile_share",
          "top_decile_lift",
          "calibration_error",
          "revenue_actual",
          "revenue_expected",
          "revenue_bias",
          "revenue_mae",
          "revenue_rmse",
          "revenue_spearman",
          "revenue_gini",
          "revenue_top_decile_share",
          "revenue_top_decile_lift",
          "revenue_calibration_error",
          "log_score",
          "brier",
          "active_log_score",
          "pit_distance",
          "coverage_50",
          "coverage_80",
          "coverage_90",
          "coverage_95",
          "tracking_error",
          "revenue_pit_distance",
          "revenue_coverage_50",
          "revenue_coverage_80",
          "revenue_coverage_90",
          "revenue_coverage_95",
          "failure");

  private AccuracyCsv() {}

  static String of(BacktestReport report) {
    StringBuilder csv = new StringBuilder(String.join(",", HEADER)).append('\n');
    for (OriginResult origin : report.origins()) {
      for (CandidateResult candidate : origin.candidates()) {
        csv.append(String.join(",", row(origin, candidate))).append('\n');
      }
    }
    return csv.toString();
  }

  private static List<String> row(OriginResult origin, CandidateResult candidate) {
    List<String> row = new ArrayList<>();
    row.add(origin.origin().toString());
    row.add(candidate.name());
    row.add(candidate.model());
    row.add(Boolean.toString(candidate.ruleOfThumb()));
    row.add(Integer.toString(origin.customers()));
    row.addAll(candidate.purchases().map(AccuracyCsv::points).orElse(empty(10)));
    row.addAll(candidate.revenue().map(AccuracyCsv::points).orElse(empty(10)));
    row.addAll(candidate.distribution().map(AccuracyCsv::distribution).orElse(empty(8)));
    row.add(candidate.trackingError().map(AccuracyCsv::number).orElse(""));
    row.addAll(candidate.revenueDistribution().map(AccuracyCsv::distribution).orElse(empty(5)));
    row.add(Csv.quoted(candidate.failure().map(why -> why.in(Language.EN)).orElse("")));
    return row;
  }

  private static List<String> points(PointAccuracy a) {
    return numbers(
        a.actual(),
        a.expected(),
        a.bias(),
        a.meanAbsoluteError(),
        a.rootMeanSquaredError(),
        a.rankCorrelation(),
        a.gini(),
        a.topDecileShare(),
        a.topDecileLift(),
        a.calibrationError());
  }

  private static List<String> distribution(DistributionAccuracy a) {
    List<String> row = numbers(a.logScore(), a.brierScore(), a.activeLogScore(), a.pitDistance());
    a.intervals().forEach(interval -> row.add(number(interval.covered())));
    return row;
  }

  private static List<String> distribution(RevenueDistribution a) {
    List<String> row = numbers(a.pitDistance());
    a.intervals().forEach(interval -> row.add(number(interval.covered())));
    return row;
  }

  private static List<String> numbers(double... values) {
    List<String> row = new ArrayList<>();
    for (double value : values) {
      row.add(number(value));
    }
    return row;
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private static List<String> empty(int cells) {
    return Collections.nCopies(cells, "");
  }
}
