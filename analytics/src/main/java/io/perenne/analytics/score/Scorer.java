// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.fit.FittedModel;
import io.perenne.clv.forecast.CountForecast;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Answers for any customer what a fitted model expects within a horizon, with intervals. Safe for
 * use by many threads; the answer for a customer does not depend on who else is asked about.
 */
final class Scorer {

  private final double horizonDays;
  private final double unit;
  private final TransactionModel model;
  private final ModelValuation valuation;
  private final CountForecaster counts;
  private final SpendScorer spend;

  /**
   * Returns a scorer of average customers.
   *
   * @param horizonDays how far ahead, by the clock of the model
   * @param interval the probability of the intervals; as much is left out below as above
   */
  static Scorer of(FittedModel fitted, double horizonDays, double interval) {
    CountForecaster counts =
        CountForecaster.of(fitted.transactionModel(), horizonDays / fitted.unit().days());
    return new Scorer(
        fitted, horizonDays, counts, SpendScorer.of(fitted, counts, (1 - interval) / 2));
  }

  private Scorer(
      FittedModel fitted, double horizonDays, CountForecaster counts, SpendScorer spend) {
    this.horizonDays = horizonDays;
    this.unit = fitted.unit().days();
    this.model = fitted.transactionModel();
    this.valuation = ModelValuation.of(model, spend.model(), Horizon.of(horizonDays / unit, 0));
    this.counts = counts;
    this.spend = spend;
  }

  /** Returns a scorer of customers with covariates, which shares the tables of revenue. */
  Scorer with(FittedModel own) {
    CountForecaster ownCounts = CountForecaster.of(own.transactionModel(), horizonDays / unit);
    return new Scorer(own, horizonDays, ownCounts, spend.with(own, ownCounts));
  }

  /** Returns the model of purchases, its times in its unit. */
  TransactionModel model() {
    return model;
  }

  /** Returns a history in days by the clock of the model in the unit of its parameters. */
  PurchaseHistory inUnits(PurchaseHistory days) {
    return new PurchaseHistory(
        days.frequency(),
        days.recency() / unit,
        days.age() / unit,
        days.logGapSum() - days.frequency() * Math.log(unit));
  }

  /** Returns the score of a customer, times in days by the clock of the model. */
  Score score(PurchaseHistory days, SpendHistory money) {
    PurchaseHistory history = inUnits(days);
    ModelValuation.Outlook outlook = valuation.outlook(history);
    CountForecast count = counts.forecast(history, outlook.alive());
    return spend.score(outlook.alive(), outlook.purchases(), count, money);
  }

  /**
   * What is expected of a customer.
   *
   * @param alive the probability of still being a customer
   * @param purchases expected purchases within the horizon
   * @param leastPurchases lower end of the interval of purchases
   * @param mostPurchases upper end
   * @param value expected value of a purchase
   * @param revenue expected revenue within the horizon, undiscounted
   * @param leastRevenue lower end of the interval of revenue
   * @param mostRevenue upper end
   * @param purchaseVariance variance of the purchases
   * @param revenueVariance variance of the revenue, perhaps infinite
   */
  record Score(
      double alive,
      double purchases,
      int leastPurchases,
      int mostPurchases,
      double value,
      double revenue,
      double leastRevenue,
      double mostRevenue,
      double purchaseVariance,
      double revenueVariance) {

    /** Returns this score with a part of all money given back. */
    Score kept(double part) {
      return part == 1
          ? this
          : new Score(
              alive,
              purchases,
              leastPurchases,
              mostPurchases,
              part * value,
              part * revenue,
              part * leastRevenue,
              part * mostRevenue,
              purchaseVariance,
              part * part * revenueVariance);
    }

    /**
     * Returns the weighted mean of what several models say, of the ends of their intervals too.
     *
     * @param weights in the order of the scores, above 0; they are divided by their sum
     */
    static Score mean(List<Score> scores, List<Double> weights) {
      Mean mean = new Mean(scores, weights);
      double purchases = mean.of(Score::purchases);
      double revenue = mean.of(Score::revenue);
      return new Score(
          mean.of(Score::alive),
          purchases,
          (int) Math.floor(mean.of(Score::leastPurchases)),
          (int) Math.ceil(mean.of(Score::mostPurchases)),
          mean.of(Score::value),
          revenue,
          mean.of(Score::leastRevenue),
          mean.of(Score::mostRevenue),
          mean.of(s -> s.purchaseVariance() + square(s.purchases() - purchases)),
          mean.of(s -> s.revenueVariance() + square(s.revenue() - revenue)));
    }

    private record Mean(List<Score> scores, List<Double> weights) {
      double of(ToDoubleFunction<Score> number) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < scores.size(); i++) {
          sum += weights.get(i) * number.applyAsDouble(scores.get(i));
          total += weights.get(i);
        }
        return sum / total;
      }
    }

    private static double square(double x) {
      return x * x;
    }
  }
}
