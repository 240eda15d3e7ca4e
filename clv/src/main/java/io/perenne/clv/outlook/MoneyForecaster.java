// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.SpendModel;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import io.perenne.clv.value.ResidualValuation;
import java.util.Optional;

/**
 * Foretells money from a log as of any of its days, by an outlook or by one model alone: what a run
 * of that day would have said, so that it can be held against what came.
 */
public final class MoneyForecaster {

  /** How purchases are valued as of a day. */
  private interface Purchases {
    Optional<ResidualValuation> valuation(
        PurchaseLog log, int until, SpendModel spend, Horizon horizon);
  }

  private final Purchases purchases;
  private final FitOptions fit;
  private final SpendBasis basis;

  private MoneyForecaster(Purchases purchases, FitOptions fit, SpendBasis basis) {
    this.purchases = purchases;
    this.fit = fit;
    this.basis = basis;
  }

  /** Returns one that looks ahead by an {@link Outlook}. */
  public static MoneyForecaster of(OutlookOptions options, SpendBasis basis) {
    return new MoneyForecaster(
        (log, until, spend, horizon) ->
            Outlook.of(log, until, options).map(outlook -> outlook.valuation(spend, horizon)),
        options.fit(),
        basis);
  }

  /** Returns one that looks ahead by a model of all customers. */
  public static MoneyForecaster of(String model, FitOptions fit, SpendBasis basis) {
    return new MoneyForecaster(
        (log, until, spend, horizon) ->
            TransactionModels.fit(
                    model,
                    TransactionModels.cells(model, log, until, OperationalClock.calendar()),
                    fit)
                .model()
                .map(fitted -> ModelValuation.of(fitted, spend, horizon)),
        fit,
        basis);
  }

  /**
   * What was said of each customer acquired by a day.
   *
   * @param purchases how often each will buy
   * @param money what each will pay, undiscounted, before refunds
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Forecast(double[] purchases, double[] money) {

    /** Returns the money of all. */
    public double total() {
      double sum = 0;
      for (double one : money) {
        sum += one;
      }
      return sum;
    }
  }

  /**
   * Foretells from what was known at the end of a day.
   *
   * @param log purchases with their values
   * @param days how far ahead, above 0
   * @return absent if no model can be fitted
   */
  public Optional<Forecast> forecast(PurchaseLog log, int until, double days) {
    if (log.customersUntil(until) == 0) {
      return Optional.empty();
    }
    PurchaseLog today = log.repriced(prices(log, until)::today);
    return purchases
        .valuation(log, until, spend(today, until), new Horizon(days, 0))
        .map(valuation -> forecast(valuation, today, until));
  }

  /** Returns the price level by which money is foretold; constant without priors. */
  public PriceLevel prices(PurchaseLog log, int until) {
    return fit.priors()
        ? PriceLevel.of(log, until).orElseGet(PriceLevel::constant)
        : PriceLevel.constant();
  }

  private SpendModel spend(PurchaseLog log, int until) {
    SpendCells cells = log.spend(until, basis);
    return GammaGamma.fitTransactions(cells, fit)
        .model()
        .<SpendModel>map(model -> model)
        .orElseGet(() -> new AverageSpend(cells.meanValue()));
  }

  private Forecast forecast(ResidualValuation valuation, PurchaseLog log, int until) {
    double[] often = new double[log.customersUntil(until)];
    double[] money = new double[often.length];
    OperationalClock gapTime = valuation.gapTime().orElseGet(OperationalClock::calendar);
    for (int c = 0; c < often.length; c++) {
      often[c] = valuation.expectedPurchases(log.historyInDays(c, until, gapTime));
      SpendHistory spend = log.spend(c, until, basis);
      money[c] = often[c] * valuation.expectedTransactionValue(spend.count(), spend.sum());
    }
    return new Forecast(often, money);
  }
}
