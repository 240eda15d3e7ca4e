// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.GaussLegendre;
import io.perenne.clv.numeric.NegativeBinomial;
import io.perenne.clv.numeric.NegativeBinomialWalk;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a living customer with Erlang gaps and a Gompertz or Pareto lifetime buys within a
 * time: through all of it, or until one of the nodes of the integral over dropout within it, from
 * one of the phases that may have passed.
 */
final class LifetimePurchases {

  private final double[] phases;
  private final double shape;
  private final double scale;
  private final double age;
  private final double fallTime;
  private final double detail;
  private final GompertzLaw law;

  /**
   * Makes the purchases of one customer.
   *
   * @param phases the probabilities of the phases, as many as stages per purchase
   * @param shape of the rate of stages in the first phase; one more in each
   * @param scale of the rate of stages
   * @param fallTime the time in which survival falls noticeably
   * @param detail how many panels an e-fold of time needs
   */
  LifetimePurchases(
      double[] phases,
      double shape,
      double scale,
      double age,
      double fallTime,
      double detail,
      GompertzLaw law) {
    this.phases = phases;
    this.shape = shape;
    this.scale = scale;
    this.age = age;
    this.fallTime = fallTime;
    this.detail = detail;
    this.law = law;
  }

  /** Returns the probability of exactly n purchases. */
  double probabilityOf(int n, double duration) {
    double[] sum = {0};
    visitStays(
        duration,
        (u, weight) -> {
          for (int phase = 0; phase < phases.length; phase++) {
            if (phases[phase] > 0) {
              int last = n * phases.length - phase + phases.length;
              int first = Math.max(0, last - phases.length);
              var stages = new NegativeBinomial(shape + phase, scale, u);
              sum[0] += weight * phases[phase] * stages.probabilityBetween(first, last);
            }
          }
        });
    return Math.min(1, sum[0]);
  }

  /** Returns the distribution of the purchases of one who is alive with a given probability. */
  PurchaseCounts counts(double duration, double alive) {
    List<CoinSequence> ways = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    visitStays(
        duration,
        (u, weight) -> {
          for (int phase = 0; phase < phases.length; phase++) {
            if (phases[phase] > 0) {
              var stages = new NegativeBinomialWalk(shape + phase, scale, u);
              ways.add(new CoinSequence(stages, phases.length, phase, 1, 0, 1));
              weights.add(weight * phases[phase]);
            }
          }
        });
    boolean[] first = {true};
    return PurchaseCounts.of(
        () -> {
          double sum = 0;
          for (int i = 0; i < ways.size(); i++) {
            sum += weights.get(i) * ways.get(i).next();
          }
          double probability = first[0] ? 1 - alive + alive * sum : alive * sum;
          first[0] = false;
          return probability;
        });
  }

  /** Receives how long the customer may stay. */
  private interface StayVisitor {
    /** Adds a stay of u days with its probability. */
    void add(double u, double weight);
  }

  private void visitStays(double duration, StayVisitor visitor) {
    visitor.add(duration, Math.exp(law.logSurvival(age, duration)));
    double tau = Math.min(fallTime, scale / (1 + shape));
    double end = Math.log1p(duration / tau);
    double stages = Math.min(shape * duration / scale, shape);
    int panels = (int) Math.ceil(end * Math.max(detail, Math.sqrt(stages) / 3));
    GaussLegendre.nodes(
        0,
        end,
        panels,
        (w, weight) -> {
          double u = tau * Math.expm1(w);
          double stopped = law.hazard(age + u) * Math.exp(law.logSurvival(age, u));
          visitor.add(u, weight * (tau + u) * stopped);
        });
  }
}
