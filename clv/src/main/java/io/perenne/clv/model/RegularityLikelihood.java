// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Blocks;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.MixtureDerivatives;
import java.util.Arrays;

/**
 * The log-likelihood of {@link ParetoCnbdMixture} over cells with log gaps apart, with gradient and
 * Hessian by (r, alpha, s, beta) and the weights of some k.
 *
 * <p>The sum over k of w_k L_k, over the sum of the weights: only their proportions count.
 * MixtureDerivatives' identity serves twice, over the terms of one k and over k.
 */
final class RegularityLikelihood implements LogLikelihood {

  private static final int COMMON = ParetoCnbdMixture.FIRST_WEIGHT;

  private static final int BLOCK = 64;

  private final HistoryCells cells;
  private final int[] stages;
  private final boolean parallel;

  RegularityLikelihood(HistoryCells cells, int[] stages, boolean parallel) {
    this.cells = cells;
    this.stages = stages;
    this.parallel = parallel;
  }

  @Override
  public Derivatives at(double[] p) {
    int dimension = COMMON + stages.length;
    Kind[] kinds = new Kind[stages.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = new Kind(stages[i], p, cells.maxFrequency());
    }
    double[] sums =
        Blocks.sum(
            cells.size(),
            BLOCK,
            MixtureDerivatives.terms(dimension),
            parallel,
            (from, to, into) -> {
              MixtureDerivatives terms = new MixtureDerivatives(COMMON);
              MixtureDerivatives mixture = new MixtureDerivatives(dimension);
              double[] one = new double[MixtureDerivatives.terms(COMMON)];
              for (int cell = from; cell < to; cell++) {
                mixture.reset();
                for (int i = 0; i < kinds.length; i++) {
                  kinds[i].of(cells, cell, terms, one);
                  add(one, i, p[COMMON + i], mixture);
                }
                mixture.addTo(into, cells.weight(cell));
              }
            });
    return MixtureDerivatives.unpacked(sums, dimension).plus(sumOfWeights(p));
  }

  /** Adds w_k L_k from the packed derivatives of ln L_k. */
  private static void add(double[] one, int kind, double weight, MixtureDerivatives mixture) {
    mixture.start(Math.log(weight) + one[0]);
    int pair = 1 + COMMON;
    for (int i = 0; i < COMMON; i++) {
      mixture.gradient(i, one[1 + i]);
      for (int j = i; j < COMMON; j++) {
        mixture.hessian(i, j, one[pair]);
        pair++;
      }
    }
    mixture.gradient(COMMON + kind, 1 / weight);
    mixture.hessian(COMMON + kind, COMMON + kind, -1 / (weight * weight));
    mixture.end();
  }

  /** Minus N ln(sum of the weights). */
  private Derivatives sumOfWeights(double[] p) {
    double total = 0;
    for (int i = COMMON; i < p.length; i++) {
      total += p[i];
    }
    Derivatives sum = Derivatives.zero(p.length);
    for (int i = COMMON; i < p.length; i++) {
      sum.gradient()[i] = -cells.customers() / total;
      for (int j = COMMON; j < p.length; j++) {
        sum.hessian()[i][j] = cells.customers() / (total * total);
      }
    }
    return new Derivatives(-cells.customers() * Math.log(total), sum.gradient(), sum.hessian());
  }

  /** Pareto/CNBD-k of one k at given parameters. */
  private static final class Kind {

    private final int k;
    private final double r;
    private final double alpha;
    private final LifetimeTerms terms;

    /** Running sums over (r)_(kx): logarithms, inverses and inverse squares, by x. */
    private final double[] logs;

    private final double[] inverses;
    private final double[] squares;

    Kind(int k, double[] p, int maxFrequency) {
      this.k = k;
      this.r = p[0];
      this.alpha = p[1] / k;
      this.terms = new LifetimeTerms(k, r, alpha, p[3], GompertzLaw.pareto(p[2], p[3]), false);
      this.logs = new double[maxFrequency + 1];
      this.inverses = new double[maxFrequency + 1];
      this.squares = new double[maxFrequency + 1];
      for (int x = 1; x <= maxFrequency; x++) {
        logs[x] = logs[x - 1];
        inverses[x] = inverses[x - 1];
        squares[x] = squares[x - 1];
        for (int i = k * (x - 1); i < k * x; i++) {
          logs[x] += Math.log(r + i);
          inverses[x] += 1 / (r + i);
          squares[x] += 1 / ((r + i) * (r + i));
        }
      }
    }

    /** Packs ln L_k of a cell with its derivatives by (r, alpha, s, beta). */
    void of(HistoryCells cells, int cell, MixtureDerivatives mixture, double[] packed) {
      int x = cells.frequency(cell);
      mixture.reset();
      terms.addTo(mixture, x, cells.recency(cell), cells.age(cell));
      Arrays.fill(packed, 0);
      mixture.addTo(packed, 1);
      packed[0] +=
          logs[x] + r * Math.log(alpha) + (k - 1) * cells.logGapSum(cell) - x * Gammas.logGamma(k);
      packed[1] += inverses[x] + Math.log(alpha);
      packed[2] = (packed[2] + r / alpha) / k;
      // pairs (r, r), (r, alpha), (r, s), (r, beta), (alpha, alpha), (alpha, s), (alpha, beta)
      packed[5] -= squares[x];
      packed[6] = (packed[6] + 1 / alpha) / k;
      packed[9] = (packed[9] - r / (alpha * alpha)) / ((double) k * k);
      packed[10] /= k;
      packed[11] /= k;
    }
  }
}
