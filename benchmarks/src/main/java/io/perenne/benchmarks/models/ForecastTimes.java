// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import io.perenne.clv.forecast.CountForecast;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.forecast.RevenueForecaster;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Asks a model about drawn customers in a fresh process, two years of history and a year ahead:
 * {@code ForecastTimes MODEL CUSTOMERS TIMES}. Every measurement begins with empty tables.
 */
final class ForecastTimes {
  private static final int DAYS = 730;
  private static final double AHEAD = 365;
  private static final int BLOCK = 4096;

  private final TransactionModel model;
  private final GammaGamma spend = Published.spend();
  private final Base base;

  private ForecastTimes(String name, int customers) {
    model = Published.of(name);
    base = Base.of(model, spend, customers, DAYS);
  }

  /** Measures. */
  public static void main(String[] args) {
    ForecastTimes times = new ForecastTimes(args[0], Integer.parseInt(args[1]));
    int repeats = Integer.parseInt(args[2]);
    Timing first = Timing.of(times::purchases);
    Timing later = Timing.median(repeats, times::purchases);
    Timing firstRevenue = Timing.of(times::revenue);
    Timing laterRevenue = Timing.median(repeats, times::revenue);
    System.out.printf(
        Locale.ROOT,
        "%s %s %.3f %.3f %.3f %.3f %.0f %.3f %.3f %.3f %.3f %.0f%n",
        args[0],
        args[1],
        first.seconds(),
        first.cpuSeconds(),
        later.seconds(),
        later.cpuSeconds(),
        later.allocatedMib(),
        firstRevenue.seconds(),
        firstRevenue.cpuSeconds(),
        laterRevenue.seconds(),
        laterRevenue.cpuSeconds(),
        laterRevenue.allocatedMib());
  }

  /** P(alive), expected purchases, and both ends of the 90 % interval of purchases. */
  private double purchases() {
    CountForecaster counts = CountForecaster.of(model, AHEAD);
    ModelValuation valuation = ModelValuation.of(model, spend, Horizon.of(AHEAD, 0));
    return sum(
        i -> {
          PurchaseHistory h = base.history(i);
          ModelValuation.Outlook outlook = valuation.outlook(h);
          CountForecast count = counts.forecast(h, outlook.alive());
          return outlook.alive()
              + outlook.purchases()
              + count.quantile(0.05)
              + count.quantile(0.95);
        });
  }

  /** Both ends of the 90 % interval of revenue, the distribution of purchases included. */
  private double revenue() {
    CountForecaster counts = CountForecaster.of(model, AHEAD);
    RevenueForecaster low = RevenueForecaster.of(counts, spend, 0.05);
    RevenueForecaster high = low.withLevel(0.95);
    return sum(
        i -> {
          PurchaseHistory h = base.history(i);
          return low.quantile(h, base.spend(i)) + high.quantile(h, base.spend(i));
        });
  }

  private double sum(IntToDoubleFunction answer) {
    int blocks = (base.customers() + BLOCK - 1) / BLOCK;
    return IntStream.range(0, blocks)
        .parallel()
        .mapToDouble(
            block -> {
              double sum = 0;
              int end = Math.min(base.customers(), (block + 1) * BLOCK);
              for (int i = block * BLOCK; i < end; i++) {
                sum += answer.applyAsDouble(i);
              }
              return sum;
            })
        .sum();
  }
}
