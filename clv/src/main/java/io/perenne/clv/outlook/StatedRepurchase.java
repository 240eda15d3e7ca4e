// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.fit.DropoutEvidence;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.numeric.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evidence that makes a base buy again as its owner knows it does: of the customers who bought in
 * the last year, a stated share buys in the next. Found by halving an interval of yearly losses,
 * seasons left out, as they do not change what happens in a whole year.
 */
public final class StatedRepurchase {

  private static final int YEAR = 365;
  private static final int MOST_CUSTOMERS = 4_000;
  private static final int HALVINGS = 9;
  private static final double LEAST_LOSS = 0.01;
  private static final double MOST_LOSS = 0.95;

  /** What a user states outweighs what a short history seems to say. */
  private static final double SPREAD = 0.1;

  private StatedRepurchase() {}

  /**
   * Returns options that lead to a share as near as there is.
   *
   * @param share in (0, 1)
   */
  public static OutlookOptions options(
      PurchaseLog log, int until, OutlookOptions asked, double share) {
    Arguments.positive("share", share);
    Arguments.positive("1 - share", 1 - share);
    PurchaseLog sample = log.sample(until, MOST_CUSTOMERS);
    OutlookOptions plain = asked.withoutSeason();
    double low = logit(LEAST_LOSS);
    double high = logit(MOST_LOSS);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      Optional<Double> reached = share(sample, until, losing(plain, middle));
      if (reached.isEmpty()) {
        return asked;
      }
      if (reached.get() > share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return losing(asked, (low + high) / 2);
  }

  private static OutlookOptions losing(OutlookOptions options, double logit) {
    DropoutEvidence usual = options.fit().evidence().orElseGet(DropoutEvidence::ofNewCustomers);
    return options.withFit(
        options
            .fit()
            .withEvidence(
                new DropoutEvidence(
                    1 / (1 + Math.exp(-logit)),
                    SPREAD,
                    usual.firstYearExcess(),
                    SPREAD,
                    usual.customers())));
  }

  private static double logit(double probability) {
    return Math.log(probability / (1 - probability));
  }

  /** Returns which share of the last year's customers an outlook expects to buy in the next. */
  static Optional<Double> share(PurchaseLog log, int until, OutlookOptions options) {
    return Outlook.of(log, until, options)
        .map(outlook -> share(log, until, outlook.models()))
        .filter(share -> !Double.isNaN(share));
  }

  private static double share(PurchaseLog log, int until, OutlookModels models) {
    List<double[]> sums = new ArrayList<>();
    for (OutlookModels.Kind kind : models.kinds()) {
      CountForecaster established = forecaster(kind.established());
      CountForecaster arrived = forecaster(kind.arrived());
      double[] sum = new double[2];
      for (int c = 0; c < log.customersUntil(until); c++) {
        PurchaseHistory history = log.history(c, until, OperationalClock.calendar());
        if (history.age() - history.recency() < YEAR) {
          boolean old = models.arrivals().filter(a -> a.established(history.age())).isPresent();
          sum[0] += (old ? established : arrived).forecast(history).probabilityOfAny();
          sum[1]++;
        }
      }
      sums.add(sum);
    }
    return sums.stream().mapToDouble(sum -> sum[0] / sum[1]).average().orElse(Double.NaN);
  }

  private static CountForecaster forecaster(TransactionModel model) {
    return CountForecaster.of(model, YEAR);
  }
}
