// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.TransactionModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The purchases of several groups of customers, such as segments, within a time. Customers are
 * lucky each for themselves, but what is not known of the parameters moves all groups together.
 *
 * @param groups the forecast of each group
 * @param covariance of the totals, group by group; on its diagonal both layers of uncertainty
 */
public record GroupForecasts(List<PortfolioForecast> groups, List<List<Double>> covariance) {
  /** Copies the lists. */
  public GroupForecasts {
    groups = List.copyOf(groups);
    covariance = covariance.stream().map(List::copyOf).toList();
  }

  /**
   * Returns the forecasts of groups.
   *
   * @param duration how far ahead, in the unit of the model
   */
  public static GroupForecasts of(
      TransactionModel model, ParameterDraws draws, List<HistoryCells> groups, double duration) {
    List<double[]> answers = new ArrayList<>();
    List<PortfolioForecast> forecasts = new ArrayList<>();
    for (HistoryCells group : groups) {
      double[] drawn =
          draws.models().stream().mapToDouble(m -> total(m, group, duration)).toArray();
      answers.add(drawn);
      forecasts.add(
          new PortfolioForecast(
              total(model, group, duration),
              chance(model, group, duration),
              ParameterDraws.covariance(drawn, drawn)));
    }
    List<List<Double>> covariance = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < groups.size(); j++) {
        double own = i == j ? forecasts.get(i).chanceVariance() : 0;
        row.add(own + ParameterDraws.covariance(answers.get(i), answers.get(j)));
      }
      covariance.add(row);
    }
    return new GroupForecasts(forecasts, covariance);
  }

  /** Returns the forecast of all groups together. */
  public PortfolioForecast total() {
    double expected = 0;
    double chance = 0;
    double all = 0;
    for (int i = 0; i < groups.size(); i++) {
      expected += groups.get(i).expected();
      chance += groups.get(i).chanceVariance();
      for (double shared : covariance.get(i)) {
        all += shared;
      }
    }
    return new PortfolioForecast(expected, chance, Math.max(0, all - chance));
  }

  private static double chance(TransactionModel model, HistoryCells group, double duration) {
    double chance = 0;
    for (int i = 0; i < group.size(); i++) {
      PurchaseHistory history = group.history(i);
      chance += group.weight(i) * model.purchaseCounts(history, duration).variance();
    }
    return chance;
  }

  private static double total(TransactionModel model, HistoryCells group, double duration) {
    double total = 0;
    for (int i = 0; i < group.size(); i++) {
      total += group.weight(i) * model.conditionalExpectedTransactions(group.history(i), duration);
    }
    return total;
  }
}
