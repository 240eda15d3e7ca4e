// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Blocks;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.MixtureDerivatives;

/**
 * The log-likelihood of a base whose covariates change in the course of time, by the parameters of
 * a model (the first two r and alpha), the coefficients of purchases and those of dropout.
 *
 * <p>What purchases alone say, (r)_x alpha^r prod e^(g'z(t_j)), is summed once.
 */
abstract class SeriesLikelihood implements LogLikelihood {

  /** So many customers keep a processor busy for a millisecond. */
  private static final int BLOCK = 64;

  private final SeriesCustomers customers;
  private final boolean parallel;
  private final RateCounts counts;

  /** The sum of z over all repeat purchases. */
  private final double[] bought;

  SeriesLikelihood(SeriesCustomers customers, boolean parallel) {
    this.customers = customers;
    this.parallel = parallel;
    this.bought = new double[customers.covariates()];
    HistoryCells.Builder cells = HistoryCells.builder();
    for (int i = 0; i < customers.histories().size(); i++) {
      DatedHistory history = customers.histories().get(i);
      // times do not matter here, so customers of one x are one cell
      cells.add(history.frequency(), history.frequency() == 0 ? 0 : 1, 1, 0, 1);
      SeriesDistances distances = customers.distances().get(i);
      for (int j = 1; j <= history.frequency(); j++) {
        double[] z = distances.z()[distances.series().periodOf(history.day(j))];
        for (int k = 0; k < bought.length; k++) {
          bought[k] += z[k];
        }
      }
    }
    this.counts = new RateCounts(cells.build(), 1);
  }

  /** What is left of customers, one after the other, at given parameters; used by one thread. */
  interface Customer {
    /** Adds value and derivatives as {@link MixtureDerivatives} packs them. */
    void addTo(SeriesDistances distances, DatedHistory history, double[] sums);
  }

  abstract Customer customer(double[] parameters);

  final SeriesCustomers customers() {
    return customers;
  }

  @Override
  public final Derivatives at(double[] parameters) {
    int dimension = parameters.length;
    double[] sums =
        Blocks.sum(
            customers.histories().size(),
            BLOCK,
            MixtureDerivatives.terms(dimension),
            parallel,
            (from, to, into) -> {
              Customer customer = customer(parameters);
              for (int i = from; i < to; i++) {
                customer.addTo(customers.distances().get(i), customers.histories().get(i), into);
              }
            });
    Derivatives total =
        MixtureDerivatives.unpacked(sums, dimension)
            .plus(counts.at(parameters[0], parameters[1]).embedded(dimension))
            .plus(shape(parameters));
    double value = total.value();
    int m = bought.length;
    for (int k = 0; k < m; k++) {
      value += parameters[dimension - 2 * m + k] * bought[k];
      total.gradient()[dimension - 2 * m + k] += bought[k];
    }
    return new Derivatives(value, total.gradient(), total.hessian());
  }

  /** What is the same for all customers whatever they did. */
  Derivatives shape(double[] parameters) {
    return Derivatives.zero(parameters.length);
  }
}
