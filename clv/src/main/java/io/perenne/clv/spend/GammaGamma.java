// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.IncompleteBeta;
import java.util.List;
import java.util.Map;

/**
 * The Gamma-Gamma model: the values of a customer's purchases are Gamma(p, nu), and nu differs
 * between customers as Gamma(q, v), independently of how often they buy.
 *
 * <p>Fader and Hardie (2013), The Gamma-Gamma model of monetary value, note 25. Their gamma is v
 * here. The mean over the population, p v / (q - 1), needs q &gt; 1.
 */
public final class GammaGamma implements SpendModel {

  static final String NAME = "gamma-gamma";
  public static final List<String> NAMES = List.of("p", "q", "v");

  private final double p;
  private final double q;
  private final double v;

  private GammaGamma(double p, double q, double v) {
    this.p = Arguments.positive("p", p);
    this.q = Arguments.positive("q", q);
    this.v = Arguments.positive("v", v);
  }

  /**
   * Returns the model with the given parameters, all finite and above 0.
   *
   * @param p shape of the values of one customer's purchases
   * @param q shape of the differences between customers
   * @param v scale of the differences between customers, in money
   */
  public static GammaGamma of(double p, double q, double v) {
    return new GammaGamma(p, q, v);
  }

  /** Returns the model with the given parameters by name, the inverse of {@link #parameters()}. */
  public static GammaGamma of(Map<String, Double> parameters) {
    double[] values = NamedParameters.inOrder(NAME, NAMES, parameters);
    return of(values[0], values[1], values[2]);
  }

  /**
   * Fits the values of single purchases (count, sum and sum of logarithms): p is estimated with a
   * tenth of the standard error of {@link #fitMeans}.
   */
  public static ModelFit<GammaGamma> fitTransactions(SpendCells cells, FitOptions options) {
    return GammaGammaFit.of(cells, GammaGammaLikelihood.Level.TRANSACTION, options);
  }

  /** Fits the mean value per customer (count and sum), as the original paper does. */
  public static ModelFit<GammaGamma> fitMeans(SpendCells cells, FitOptions options) {
    return GammaGammaFit.of(cells, GammaGammaLikelihood.Level.MEAN, options);
  }

  /**
   * Fits as {@link #fitTransactions(SpendCells, FitOptions)} with covariates on v; the standard
   * errors of coefficients are named "spend:NAME".
   */
  public static ModelFit<CovariateSpend> fitTransactions(
      CovariateGroups<SpendCells> groups, FitOptions options) {
    return GammaGammaFit.of(groups, GammaGammaLikelihood.Level.TRANSACTION, options);
  }

  /** Fits as {@link #fitMeans(SpendCells, FitOptions)} with covariates on v. */
  public static ModelFit<CovariateSpend> fitMeans(
      CovariateGroups<SpendCells> groups, FitOptions options) {
    return GammaGammaFit.of(groups, GammaGammaLikelihood.Level.MEAN, options);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Returns p, q, v in this order. */
  public Map<String, Double> parameters() {
    return NamedParameters.of(NAMES, p, q, v);
  }

  /** Returns the log-density of the customer's mean purchase value; 0 without purchases. */
  public double logLikelihoodOfMean(SpendHistory history) {
    int n = history.count();
    if (n == 0) {
      return 0;
    }
    double shape = p * n;
    return Gammas.logGamma(shape + q)
        - Gammas.logGamma(shape)
        - Gammas.logGamma(q)
        + q * Math.log(v)
        + (shape - 1) * Math.log(history.sum() / n)
        + shape * Math.log(n)
        - (shape + q) * Math.log(v + history.sum());
  }

  /** Returns the log-density of the values of the customer's purchases; 0 without purchases. */
  public double logLikelihood(SpendHistory history) {
    int n = history.count();
    if (n == 0) {
      return 0;
    }
    return Gammas.logGamma(p * n + q)
        - Gammas.logGamma(q)
        - n * Gammas.logGamma(p)
        + q * Math.log(v)
        + (p - 1) * history.sumLog()
        - (p * n + q) * Math.log(v + history.sum());
  }

  /**
   * Returns p (v + S) / (p n + q - 1), the customer's mean shrunk towards that of the population.
   *
   * <p>Where this is infinite (p n + q not above 1) the customer's own mean, and without purchases
   * infinity: such a population has no mean.
   */
  @Override
  public double expectedTransactionValue(int count, double sum) {
    double shape = p * count + q - 1;
    if (shape > 0) {
      return p * ((v + sum) / shape);
    }
    return count > 0 ? sum / count : Double.POSITIVE_INFINITY;
  }

  /** Returns the mean value over the population, infinite unless q is above 1. */
  public double populationMean() {
    return expectedTransactionValue(0, 0);
  }

  /**
   * Returns the variance of the customer's own mean value, which is not known exactly: p^2 (v +
   * S)^2 / ((c - 1)^2 (c - 2)), c = p n + q; infinite unless c is above 2.
   */
  public double meanValueVariance(SpendHistory history) {
    double c = p * history.count() + q;
    if (!(c > 2)) {
      return Double.POSITIVE_INFINITY;
    }
    double mean = expectedTransactionValue(history);
    return mean * mean / (c - 2);
  }

  /**
   * Returns by how much the values of the customer's purchases are expected to vary around their
   * own mean M, which is not known: E[M^2] / p.
   *
   * @return infinite unless c = p n + q is above 2
   */
  public double variance(SpendHistory history) {
    double mean = expectedTransactionValue(history);
    return (meanValueVariance(history) + mean * mean) / p;
  }

  /**
   * Returns the probability that a given number of further purchases are worth no more than a given
   * total: I(u / (u + v + S); p y, p n + q).
   */
  public double probabilityOfAtMost(double total, int purchases, SpendHistory history) {
    Arguments.count("purchases", purchases);
    if (!(total >= 0)) {
      throw new IllegalArgumentException("total is not >= 0: " + total);
    }
    if (purchases == 0 || total == Double.POSITIVE_INFINITY) {
      return 1;
    }
    double scale = v + history.sum();
    return IncompleteBeta.regularized(
        total / (total + scale), scale / (total + scale), p * purchases, p * history.count() + q);
  }

  /**
   * Returns the density of the total of a given number of further purchases, the derivative of
   * {@link #probabilityOfAtMost}.
   *
   * @param total above 0
   * @param purchases at least 1
   */
  public double densityOf(double total, int purchases, SpendHistory history) {
    Arguments.positive("total", total);
    if (purchases < 1) {
      throw new IllegalArgumentException("purchases is not >= 1: " + purchases);
    }
    double scale = v + history.sum();
    double shape = p * purchases;
    double rest = p * history.count() + q;
    double log = shape * -Math.log1p(scale / total) - rest * Math.log1p(total / scale);
    return Math.exp(log - Gammas.logBeta(shape, rest)) / total;
  }

  @Override
  public String toString() {
    return NAME + parameters();
  }
}
