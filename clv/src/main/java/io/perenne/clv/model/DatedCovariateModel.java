// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.numeric.Arguments;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Pareto/NBD or MBG/NBD with covariates that change in the course of time: on a day with covariates
 * at a distance z from their means
 *
 * <ul>
 *   <li>a customer buys at the rate lambda e^(g'z);
 *   <li>Pareto/NBD: stops at the rate mu e^(h'z);
 *   <li>MBG/NBD: the odds a / b of stopping at a purchase of that day are e^(h'z) times as high at
 *       a common a + b; whoever survived j purchases stops with probability a_z / (a + b + j).
 * </ul>
 *
 * <p>With covariates that do not change these are the models of {@link CovariateModel}, with
 * coefficients of 0 the plain ones. Bachmann, Meierer and Naef (2021), The role of time-varying
 * contextual factors in latent attrition models for customer base analysis, Marketing Science
 * 40(4), for Pareto/NBD; there a period is charged to a purchase as a whole, here by days.
 *
 * <p>Times are days. What is asked of the future reads the covariates of the future from the series
 * of the customer; the last ones are held.
 *
 * @param name the model: {@code pareto-nbd} or {@code mbg-nbd}
 * @param parameters by name, times in days
 * @param covariates the covariates, in the order of the values of a series
 */
public record DatedCovariateModel(
    String name, Map<String, Double> parameters, List<Covariate> covariates) {

  /** The models that there are with covariates that change. */
  public static final List<String> NAMES = List.of(ModifiedBgNbd.NAME, ParetoNbd.NAME);

  /** Checks that there is a model of this name with these parameters. */
  public DatedCovariateModel {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "no model with covariates that change: " + name + "; known are " + NAMES);
    }
    parameters = TransactionModels.of(name, parameters).parameters();
    covariates = List.copyOf(covariates);
  }

  /** Answers about one customer. */
  interface Answers {
    double logLikelihood();

    double probabilityAlive();

    double expectedPurchases(int days);

    PurchaseCounts purchaseCounts(int days);
  }

  /** Returns the model of customers whose covariates are at their means. */
  public TransactionModel average() {
    return TransactionModels.of(name, parameters);
  }

  /** Returns the log-likelihood of a history. */
  public double logLikelihood(DatedHistory history) {
    return of(history).logLikelihood();
  }

  /** Returns the probability of still being a customer at the end of the history. */
  public double probabilityAlive(DatedHistory history) {
    return of(history).probabilityAlive();
  }

  /** Returns the expected purchases in the days after a history. */
  public double expectedPurchases(DatedHistory history, int days) {
    return of(history).expectedPurchases(Arguments.count("days", days));
  }

  /** Returns the distribution of the number of purchases in the days after a history. */
  public PurchaseCounts purchaseCounts(DatedHistory history, int days) {
    return of(history).purchaseCounts(Arguments.count("days", days));
  }

  private Answers of(DatedHistory history) {
    CovariateSeries series = history.series();
    if (series.covariates() != covariates.size()) {
      throw new IllegalArgumentException(
          covariates.size() + " covariates are needed, not " + series.covariates());
    }
    SeriesDistances distances =
        SeriesDistances.of(
            series,
            IntStream.range(0, covariates.size()).toArray(),
            covariates.stream().mapToDouble(Covariate::mean).toArray());
    double[] purchases = covariates.stream().mapToDouble(Covariate::purchases).toArray();
    double[] dropout = covariates.stream().mapToDouble(Covariate::dropout).toArray();
    boolean coin = name.equals(ModifiedBgNbd.NAME);
    double[] p =
        NamedParameters.inOrder(
            name, coin ? BetaGeometricModel.NAMES : ParetoNbd.NAMES, parameters);
    SeriesClock clock = SeriesClock.plain(distances, purchases);
    return coin
        ? new CoinSeriesCustomer(p, history, distances, clock, dropout)
        : new ParetoSeriesCustomer(
            p, history, distances, clock, SeriesClock.plain(distances, dropout));
  }
}
