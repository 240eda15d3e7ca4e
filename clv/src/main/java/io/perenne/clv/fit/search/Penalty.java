// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.LogSum;
import java.util.ArrayList;
import java.util.List;

/**
 * What is added to a log-likelihood on the scale of theta: weak normal priors, and always a cage
 * that is zero within e^&plusmn;10 of the natural size of a parameter and keeps it finite beyond.
 */
public final class Penalty {

  /** Half the width of the cage on the log scale; interior optima are untouched. */
  static final double CAGE = 10;

  private final List<Term> terms;

  private Penalty(List<Term> terms) {
    this.terms = List.copyOf(terms);
  }

  /** A contribution to the penalty, added in place; returns its value. */
  public interface Term {
    /** Adds its gradient and Hessian to a sum and returns its value. */
    double addTo(double[] theta, Derivatives sum);
  }

  public static Penalty none() {
    return new Penalty(List.of());
  }

  /** Returns this penalty with theta_i ~ N(mean, deviation). */
  public Penalty withNormal(int i, double mean, double deviation) {
    return with((theta, sum) -> normal(theta[i] - mean, deviation, sum, i, -1));
  }

  /** Returns this penalty with theta ~ N(mean, precision^-1). */
  public Penalty withNormal(double[] mean, double[][] precision) {
    return with(
        (theta, sum) -> {
          double value = 0;
          for (int i = 0; i < mean.length; i++) {
            double slope = 0;
            for (int j = 0; j < mean.length; j++) {
              slope -= precision[i][j] * (theta[j] - mean[j]);
              sum.hessian()[i][j] -= precision[i][j];
            }
            sum.gradient()[i] += slope;
            value += 0.5 * slope * (theta[i] - mean[i]);
          }
          return value;
        });
  }

  /** Returns this penalty with theta_i - theta_j ~ N(mean, deviation), the logit of a share. */
  public Penalty withNormalDifference(int i, int j, double mean, double deviation) {
    return with((theta, sum) -> normal(theta[i] - theta[j] - mean, deviation, sum, i, j));
  }

  /** Returns this penalty with ln(e^theta_i + e^theta_j) ~ N(mean, deviation). */
  public Penalty withNormalLogSum(int i, int j, double mean, double deviation) {
    return with(
        (theta, sum) -> {
          double share = 1 / (1 + Math.exp(theta[j] - theta[i]));
          double precision = 1 / (deviation * deviation);
          double top = Math.max(theta[i], theta[j]);
          double logSum = top + Math.log1p(Math.exp(-Math.abs(theta[i] - theta[j])));
          double slope = -(logSum - mean) * precision;
          double bend = slope * share * (1 - share);
          sum.gradient()[i] += slope * share;
          sum.gradient()[j] += slope * (1 - share);
          addSquare(sum.hessian(), i, j, share, 1 - share, -precision);
          addSquare(sum.hessian(), i, j, 1, -1, bend);
          return -0.5 * precision * (logSum - mean) * (logSum - mean);
        });
  }

  /**
   * Returns this penalty for the logarithms of weights of which only the proportions count: a prior
   * worth the given number of customers, spread evenly, and something that keeps their sum (in
   * units of their coordinates) at their number without moving the proportions.
   */
  public Penalty withShares(int from, int count, double priorCustomers, double precision) {
    return with(
        (theta, sum) -> {
          LogSum total = new LogSum();
          double mean = 0;
          for (int i = from; i < from + count; i++) {
            total.add(theta[i]);
            mean += theta[i] / count;
          }
          double excess = total.log() - Math.log(count);
          for (int i = from; i < from + count; i++) {
            double share = Math.exp(theta[i] - total.log());
            sum.gradient()[i] +=
                priorCustomers * (1.0 / count - share) - precision * excess * share;
            // the bend of ln(sum) is diag(shares) - shares shares'
            double bend = priorCustomers + precision * excess;
            sum.hessian()[i][i] -= bend * share;
            for (int j = from; j < from + count; j++) {
              double product = share * Math.exp(theta[j] - total.log());
              sum.hessian()[i][j] += (bend - precision) * product;
            }
          }
          return priorCustomers * (mean - total.log()) - 0.5 * precision * excess * excess;
        });
  }

  /** Returns this penalty with one more contribution. */
  public Penalty with(Term term) {
    List<Term> longer = new ArrayList<>(terms);
    longer.add(term);
    return new Penalty(longer);
  }

  private static double normal(double z, double deviation, Derivatives sum, int i, int j) {
    double precision = 1 / (deviation * deviation);
    sum.gradient()[i] -= precision * z;
    if (j < 0) {
      sum.hessian()[i][i] -= precision;
    } else {
      sum.gradient()[j] += precision * z;
      addSquare(sum.hessian(), i, j, 1, -1, -precision);
    }
    return -0.5 * precision * z * z;
  }

  /** Adds factor (u e_i + v e_j)(u e_i + v e_j)'. */
  private static void addSquare(
      double[][] hessian, int i, int j, double u, double v, double factor) {
    hessian[i][i] += factor * u * u;
    hessian[j][j] += factor * v * v;
    hessian[i][j] += factor * u * v;
    hessian[j][i] += factor * u * v;
  }

  /** Returns the penalty (never above 0) with its derivatives. */
  public Derivatives at(double[] theta) {
    Derivatives sum = Derivatives.zero(theta.length);
    double value = 0;
    for (Term term : terms) {
      value += term.addTo(theta, sum);
    }
    for (int i = 0; i < theta.length; i++) {
      double beyond = Math.abs(theta[i]) - CAGE;
      if (beyond > 0) {
        value += normal(Math.copySign(beyond, theta[i]), 1, sum, i, -1);
      }
    }
    return new Derivatives(value, sum.gradient(), sum.hessian());
  }
}
