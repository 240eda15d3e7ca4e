// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.numeric.Jet;
import io.perenne.clv.numeric.MixtureDerivatives;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * With the clock A of purchases and q_j the probability to stop at the coin of purchase j (see
 * TiltedCoin), x being the last one,
 *
 *   L = (r)_x alpha^r prod_j e^(g'z(t_j)) prod_{j<x} (1 - q_j)
 *         [ (1 - q_x) (alpha + A(T))^-(r+x) + q_x (alpha + A(t_x))^-(r+x) ].
 */
/** What MBG/NBD customers with covariates that change add to a log-likelihood. */
final class CoinSeriesLikelihood extends SeriesLikelihood {

  CoinSeriesLikelihood(SeriesCustomers customers, boolean parallel) {
    super(customers, parallel);
  }

  @Override
  Customer customer(double[] parameters) {
    return new Coins(parameters);
  }

  /** The coins of one customer after another; used by one thread. */
  private final class Coins implements Customer {
    private final int m = customers().covariates();
    private final int dimension = 4 + 2 * m;
    private final double r;
    private final double alpha;
    private final double a;
    private final double b;
    private final double[] g;
    private final double[] h;
    private final MixtureDerivatives mixture = new MixtureDerivatives(dimension);
    private final double[] time;
    private @Nullable SeriesDistances known;
    private @Nullable SeriesClock clock;

    Coins(double[] parameters) {
      this.r = parameters[0];
      this.alpha = parameters[1];
      this.a = parameters[2];
      this.b = parameters[3];
      this.g = Arrays.copyOfRange(parameters, 4, 4 + m);
      this.h = Arrays.copyOfRange(parameters, 4 + m, dimension);
      this.time = new double[1 + m + m * (m + 1) / 2];
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // made once for each series, large to compare
    public void addTo(SeriesDistances distances, DatedHistory history, double[] sums) {
      SeriesClock purchases = clock;
      if (purchases == null || distances != known) {
        purchases = SeriesClock.derived(distances, g);
        known = distances;
        clock = purchases;
      }
      int x = history.frequency();
      Tossed survived = new Tossed();
      for (int j = 0; j < x; j++) {
        int period = distances.series().periodOf(history.day(j));
        double v = distances.predictor(period, h);
        survived.add(TiltedCoin.logGoOn(a, b, v, j), distances.z()[period]);
      }
      int period = distances.series().periodOf(history.lastDay());
      double v = distances.predictor(period, h);
      double[] z = distances.z()[period];
      mixture.reset();
      purchases.between(history.firstDay(), history.until(), time);
      addTerm(x, survived.with(TiltedCoin.logGoOn(a, b, v, x), z));
      purchases.between(history.firstDay(), history.lastDay(), time);
      addTerm(x, survived.with(TiltedCoin.logStop(a, b, v, x), z));
      mixture.addTo(sums, 1);
    }

    private void addTerm(int x, Tossed tossed) {
      double rho = r + x;
      double per = 1 / (alpha + time[0]);
      mixture.start(tossed.log - rho * Math.log(alpha + time[0]));
      mixture.gradient(0, -Math.log(alpha + time[0]));
      mixture.gradient(1, -rho * per);
      mixture.hessian(0, 1, -per);
      mixture.hessian(1, 1, rho * per * per);
      int pair = 1 + m;
      for (int k = 0; k < m; k++) {
        double share = time[1 + k] * per;
        mixture.gradient(4 + k, -rho * share);
        mixture.hessian(0, 4 + k, -share);
        mixture.hessian(1, 4 + k, rho * share * per);
        for (int l = k; l < m; l++) {
          mixture.hessian(4 + k, 4 + l, rho * (share * time[1 + l] - time[pair++]) * per);
        }
      }
      tossed.tell();
      mixture.end();
    }

    /** The logarithm of the probability of some coins, by a, b and the coefficients of dropout. */
    private final class Tossed {
      private double log;
      private final double[] gradient = new double[2 + m];
      private final double[][] hessian = new double[2 + m][2 + m];

      void add(Jet jet, double[] z) {
        log += jet.value();
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += jet.gradient()[from(i)] * factor(i, z);
          for (int j = i; j < gradient.length; j++) {
            hessian[i][j] += jet.hessian()[from(i)][from(j)] * factor(i, z) * factor(j, z);
          }
        }
      }

      private int from(int i) {
        return Math.min(i, 2);
      }

      private double factor(int i, double[] z) {
        return i < 2 ? 1 : z[i - 2];
      }

      Tossed with(Jet jet, double[] z) {
        Tossed more = new Tossed();
        more.log = log;
        System.arraycopy(gradient, 0, more.gradient, 0, gradient.length);
        for (int i = 0; i < gradient.length; i++) {
          System.arraycopy(hessian[i], 0, more.hessian[i], 0, gradient.length);
        }
        more.add(jet, z);
        return more;
      }

      void tell() {
        for (int i = 0; i < gradient.length; i++) {
          mixture.gradient(place(i), gradient[i]);
          for (int j = i; j < gradient.length; j++) {
            mixture.hessian(place(i), place(j), hessian[i][j]);
          }
        }
      }

      private int place(int i) {
        return i < 2 ? 2 + i : 2 + m + i;
      }
    }
  }
}
