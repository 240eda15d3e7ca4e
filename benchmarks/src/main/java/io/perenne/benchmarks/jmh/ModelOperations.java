// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.jmh;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.LikelihoodDerivatives;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.BgNbd;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one evaluation costs on a base of CDNOW's size: each operation over all customers, and
 * beside it the bare way, which asks the model customer by customer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ModelOperations {

  private static final int HORIZON_DAYS = 273;
  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  /** The model. */
  @Param({"bg-nbd", "mbg-nbd", "pareto-nbd"})
  public String name = "bg-nbd";

  /** CDNOW's file of all customers; empty for customers drawn at its optimum. */
  @Param("")
  public String cdnow = "";

  private TransactionModel model = BgNbd.of(1, 1, 1, 1);
  private List<PurchaseHistory> customers = List.of();
  private HistoryCells cells = HistoryCells.of(customers);

  /** Reads or draws the customers. */
  @Setup
  public void prepare() throws IOException {
    model =
        switch (name) {
          case "bg-nbd" -> BgNbd.of(.2516, 4.789 * 7, .7234, 2.161);
          case "mbg-nbd" -> ModifiedBgNbd.of(.6371, 7.310 * 7, .8075, 1.228);
          case "pareto-nbd" -> ParetoNbd.of(.5974, 11.586 * 7, .5222, 8.828 * 7);
          default -> throw new IllegalArgumentException("unknown model: " + name);
        };
    customers = cdnow.isEmpty() ? CdnowCustomers.drawn(model) : CdnowCustomers.read(cdnow);
    cells = HistoryCells.of(customers);
  }

  /** Log-likelihood, gradient and Hessian by cells: one step of a fit. */
  @Benchmark
  public LikelihoodDerivatives likelihoodAndDerivativesByCell() {
    return TransactionModels.derivatives(model, cells);
  }

  /** The bare way: the log-likelihood alone, customer by customer. */
  @Benchmark
  public double likelihoodByCustomer() {
    double sum = 0;
    for (PurchaseHistory customer : customers) {
      sum += model.logLikelihood(customer);
    }
    return sum;
  }

  /** A whole fit from cells, starts included. */
  @Benchmark
  public ModelFit<TransactionModel> fit() {
    return TransactionModels.fit(name, cells, PLAIN);
  }

  /** Expected purchases of every customer by the tables that a score uses, which are made anew. */
  @Benchmark
  public double expectationByTable() {
    ModelValuation valuation =
        ModelValuation.of(model, new AverageSpend(0), new Horizon(HORIZON_DAYS, 0));
    double sum = 0;
    for (PurchaseHistory customer : customers) {
      sum += valuation.expectedPurchases(customer);
    }
    return sum;
  }

  /** The bare way: the closed form, or the series, customer by customer. */
  @Benchmark
  public double expectationByCustomer() {
    double sum = 0;
    for (PurchaseHistory customer : customers) {
      sum += model.conditionalExpectedTransactions(customer, HORIZON_DAYS);
    }
    return sum;
  }

  /** The 90 % interval of every customer's purchases, distributions shared as in a score. */
  @Benchmark
  public long intervalShared() {
    CountForecaster forecaster = CountForecaster.of(model, HORIZON_DAYS);
    long sum = 0;
    for (PurchaseHistory customer : customers) {
      sum += forecaster.forecast(customer).quantile(.95);
    }
    return sum;
  }

  /** The bare way: each customer's probabilities by themselves. */
  @Benchmark
  public long intervalByCustomer() {
    long sum = 0;
    for (PurchaseHistory customer : customers) {
      sum += model.purchaseCounts(customer, HORIZON_DAYS).quantile(.95);
    }
    return sum;
  }
}
