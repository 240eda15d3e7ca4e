// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** Estimates from simulated bases against the truth, in standard errors on the log scale. */
public final class Recovered {

  private final Map<String, Double> truth;
  private final double[] scores;
  private int inside;
  private int bases;

  public Recovered(Map<String, Double> truth) {
    this.truth = truth;
    this.scores = new double[truth.size()];
  }

  public void add(Map<String, Double> found, List<List<Double>> logCovariance) {
    int i = 0;
    for (var parameter : truth.entrySet()) {
      double value = found.getOrDefault(parameter.getKey(), Double.NaN);
      double z = Math.log(value / parameter.getValue()) / Math.sqrt(logCovariance.get(i).get(i));
      scores[i] += z;
      inside += Math.abs(z) < 1.96 ? 1 : 0;
      i++;
    }
    bases++;
  }

  /** On average within .7 of a standard error, intervals of 95 % right in 85 to 100 %. */
  public void assertUnbiasedWithHonestErrors() {
    for (double score : scores) {
      assertThat(score / bases).isBetween(-.7, .7);
    }
    assertThat(inside / (double) (bases * scores.length)).isBetween(.85, 1.0);
  }
}
