// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.numeric.Blocks;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.Gammas;

/**
 * The log-likelihood of the Gamma-Gamma model over cells, with gradient and Hessian by p, q, v.
 *
 * <p>Customers enter through n, S and the sum of logarithms; all but ln(v + S) and its derivatives
 * depends on n alone and is computed once per distinct n.
 */
final class GammaGammaLikelihood implements LogLikelihood {

  /** What is observed of a customer. */
  enum Level {
    /** The value of every purchase. */
    TRANSACTION,
    /** The mean value only. */
    MEAN
  }

  private static final int TERMS = 10;

  private final SpendCells cells;
  private final Level level;
  private final boolean parallel;

  GammaGammaLikelihood(SpendCells cells, Level level, boolean parallel) {
    this.cells = cells;
    this.level = level;
    this.parallel = parallel;
  }

  @Override
  public Derivatives at(double[] parameters) {
    double[] sums =
        Blocks.sum(
            cells.size(),
            TERMS,
            parallel,
            (from, to, into) -> {
              for (int i = from; i < to; ) {
                i = addCount(parameters, i, to, into);
              }
            });
    double[][] hessian = {
      {sums[4], sums[5], sums[6]},
      {sums[5], sums[7], sums[8]},
      {sums[6], sums[8], sums[9]}
    };
    return new Derivatives(sums[0], new double[] {sums[1], sums[2], sums[3]}, hessian);
  }

  /** Adds the cells from a given one on that have its number of purchases; returns the next. */
  private int addCount(double[] parameters, int from, int to, double[] sums) {
    double v = parameters[2];
    int n = cells.count(from);
    double weight = 0;
    double logs = 0;
    double inverses = 0;
    double squares = 0;
    double logValues = 0;
    int i = from;
    for (; i < to && cells.count(i) == n; i++) {
      double w = cells.weight(i);
      double scale = v + cells.sum(i);
      double inverse = 1 / scale;
      weight += w;
      logs += w * Math.log(scale);
      inverses += w * inverse;
      squares += w * inverse * inverse;
      logValues += w * (level == Level.TRANSACTION ? cells.sumLog(i) : n * logMean(n, i));
    }
    addGroup(parameters, n, new Group(weight, logs, inverses, squares, logValues), sums);
    return i;
  }

  private double logMean(int n, int cell) {
    return Math.log(cells.sum(cell) / n);
  }

  /**
   * Weighted sums over customers with equal n, of 1, ln(v + S), its derivatives, and log values.
   */
  private record Group(
      double weight, double logs, double inverses, double squares, double logValues) {}

  private void addGroup(double[] parameters, int n, Group g, double[] sums) {
    double p = parameters[0];
    double q = parameters[1];
    double v = parameters[2];
    // a mean of n Gamma(p) values is one Gamma(p n) value over n
    boolean single = level == Level.TRANSACTION;
    double shape = single ? p : p * n;
    double draws = single ? n : 1;
    double perP = single ? 1 : n;
    double total = p * n + q;
    double w = g.weight();
    double psiTotal = Gammas.digamma(total);
    double psi1Total = Gammas.trigamma(total);
    double constant = Gammas.logGamma(total) - Gammas.logGamma(q) - draws * Gammas.logGamma(shape);
    double logN = single ? 0 : shape * Math.log(n);
    // ln of the Jacobian of each observed value: -ln z
    sums[0] +=
        w * (constant + logN + q * Math.log(v))
            + (single ? (p - 1) * g.logValues() : (p - 1.0 / n) * g.logValues())
            - total * g.logs();
    sums[1] +=
        w * (n * psiTotal - draws * perP * Gammas.digamma(shape) + (single ? 0 : n * Math.log(n)))
            + g.logValues()
            - n * g.logs();
    sums[2] += w * (psiTotal - Gammas.digamma(q) + Math.log(v)) - g.logs();
    sums[3] += w * q / v - total * g.inverses();
    sums[4] += w * ((double) n * n * psi1Total - draws * perP * perP * Gammas.trigamma(shape));
    sums[5] += w * n * psi1Total;
    sums[6] -= n * g.inverses();
    sums[7] += w * (psi1Total - Gammas.trigamma(q));
    sums[8] += w / v - g.inverses();
    sums[9] += total * g.squares() - w * q / (v * v);
  }
}
