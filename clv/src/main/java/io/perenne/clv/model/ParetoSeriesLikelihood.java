// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.MixtureDerivatives;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * With the clocks A of purchases and D of dropout (days that take e^(g'z) and e^(h'z)),
 *
 *   L = (r)_x alpha^r beta^s prod_j e^(g'z(t_j)) [ (alpha + A(T))^-(r+x) (beta + D(T))^-s
 *         + s int_{t_x}^{T} (alpha + A(y))^-(r+x) (beta + D(y))^-(s+1) e^(h'z(y)) dy ].
 *
 * While covariates stay as they are, A and D are linear in y, so that each stretch of the silence is an
 * integral of the kernel of the plain model with times of its own. Gradient and Hessian are taken with
 * the nodes fixed in y: each node is a term of a mixture, as is being alive.
 */
/** What Pareto/NBD customers with covariates that change add to a log-likelihood. */
final class ParetoSeriesLikelihood extends SeriesLikelihood {

  ParetoSeriesLikelihood(SeriesCustomers customers, boolean parallel) {
    super(customers, parallel);
  }

  @Override
  Customer customer(double[] parameters) {
    return new Silence(parameters);
  }

  /** beta^s of every customer. */
  @Override
  Derivatives shape(double[] parameters) {
    double n = customers().histories().size();
    double s = parameters[2];
    double beta = parameters[3];
    Derivatives sum = Derivatives.zero(parameters.length);
    sum.gradient()[2] = n * Math.log(beta);
    sum.gradient()[3] = n * s / beta;
    sum.hessian()[2][3] = n / beta;
    sum.hessian()[3][2] = n / beta;
    sum.hessian()[3][3] = -n * s / (beta * beta);
    return new Derivatives(n * s * Math.log(beta), sum.gradient(), sum.hessian());
  }

  /** The silence of one customer after another; used by one thread. */
  private final class Silence implements Customer {
    private final int m = customers().covariates();
    private final int dimension = 4 + 2 * m;
    private final double r;
    private final double alpha;
    private final double s;
    private final double beta;
    private final double logS;
    private final double[] g;
    private final double[] h;
    private final MixtureDerivatives mixture = new MixtureDerivatives(dimension);
    private final double[] a;
    private final double[] d;
    private final double[] aNode;
    private final double[] dNode;
    private @Nullable SeriesDistances known;
    private @Nullable SeriesClock purchases;
    private @Nullable SeriesClock dropout;

    Silence(double[] parameters) {
      this.r = parameters[0];
      this.alpha = parameters[1];
      this.s = parameters[2];
      this.beta = parameters[3];
      this.logS = Math.log(s);
      this.g = Arrays.copyOfRange(parameters, 4, 4 + m);
      this.h = Arrays.copyOfRange(parameters, 4 + m, dimension);
      int width = 1 + m + m * (m + 1) / 2;
      this.a = new double[width];
      this.d = new double[width];
      this.aNode = new double[width];
      this.dNode = new double[width];
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // made once for each series, large to compare
    public void addTo(SeriesDistances distances, DatedHistory history, double[] sums) {
      SeriesClock byPurchases = purchases;
      SeriesClock byDropout = dropout;
      if (byPurchases == null || byDropout == null || distances != known) {
        byPurchases = SeriesClock.derived(distances, g);
        byDropout = SeriesClock.derived(distances, h);
        known = distances;
        purchases = byPurchases;
        dropout = byDropout;
      }
      SeriesClock paces = byPurchases;
      SeriesClock hazards = byDropout;
      int x = history.frequency();
      mixture.reset();
      paces.between(history.firstDay(), history.lastDay(), a);
      hazards.between(history.firstDay(), history.lastDay(), d);
      SeriesSpans.visit(
          distances.series(),
          history.lastDay(),
          history.until(),
          (period, after, until) ->
              addSpan(
                  x,
                  paces.pace(period),
                  hazards.pace(period),
                  distances.z()[period],
                  until - after));
      addTerm(-(r + x) * Math.log(alpha + a[0]) - s * Math.log(beta + d[0]), x, s, a, d);
      mixture.end();
      mixture.addTo(sums, 1);
    }

    /** Adds the ways to have stopped while a period lasts, and goes on to its end. */
    private void addSpan(int x, double[] pace, double[] hazard, double[] z, int days) {
      double perDropout = pace[0] / hazard[0];
      double first = (alpha + a[0]) / perDropout;
      double second = beta + d[0];
      double length = days * hazard[0];
      double start =
          logS
              - (r + x) * Math.log(alpha + a[0])
              - (s + 1) * Math.log(second)
              + Math.log(Math.min(first, second));
      double scale = Math.min(first, second);
      new ParetoKernel(r, first, s, second, x, 0, length)
          .integrate(
              (v, shrink, logRatio, weight) -> {
                if (weight > 0) {
                  double past = scale * Math.expm1(v) / length * days;
                  along(a, past, pace, aNode);
                  along(d, past, hazard, dNode);
                  addTerm(start + Math.log(weight), x, s + 1, aNode, dNode);
                  mixture.gradient(2, -Math.log(beta + dNode[0]) + 1 / s);
                  mixture.hessian(2, 2, -1 / (s * s));
                  for (int k = 0; k < m; k++) {
                    mixture.gradient(4 + m + k, z[k] - (s + 1) * dNode[1 + k] / (beta + dNode[0]));
                  }
                  mixture.end();
                }
              });
      along(a, days, pace, a);
      along(d, days, hazard, d);
    }

    private void along(double[] from, double days, double[] pace, double[] into) {
      for (int i = 0; i < into.length; i++) {
        into[i] = from[i] + days * pace[i];
      }
    }

    /** Begins the term (alpha + A)^-(r+x) (beta + D)^-power. */
    private void addTerm(double log, int x, double power, double[] byA, double[] byD) {
      double rho = r + x;
      double perA = 1 / (alpha + byA[0]);
      double perD = 1 / (beta + byD[0]);
      mixture.start(log);
      mixture.gradient(0, -Math.log(alpha + byA[0]));
      mixture.gradient(1, -rho * perA);
      mixture.gradient(2, -Math.log(beta + byD[0]));
      mixture.gradient(3, -power * perD);
      mixture.hessian(0, 1, -perA);
      mixture.hessian(1, 1, rho * perA * perA);
      mixture.hessian(2, 3, -perD);
      mixture.hessian(3, 3, power * perD * perD);
      addCoefficients(4, 0, rho, perA, byA);
      addCoefficients(4 + m, 2, power, perD, byD);
    }

    /** The derivatives of (scale + clock)^-shape by the coefficients of the clock. */
    private void addCoefficients(int at, int shapeAt, double shape, double per, double[] by) {
      int pair = 1 + m;
      for (int k = 0; k < m; k++) {
        double share = by[1 + k] * per;
        mixture.gradient(at + k, -shape * share);
        mixture.hessian(shapeAt, at + k, -share);
        mixture.hessian(shapeAt + 1, at + k, shape * share * per);
        for (int l = k; l < m; l++) {
          mixture.hessian(at + k, at + l, shape * (share * by[1 + l] - by[pair++]) * per);
        }
      }
    }
  }
}
