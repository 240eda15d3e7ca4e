// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AccuracyTest {

  private static PointAccuracy compare(double[] expected, double[] actual) {
    return PointAccuracy.of(expected, actual, new SplittableRandom(1));
  }

  @Test
  void points_byHand() {
    PointAccuracy accuracy = compare(new double[] {4, 1, 3, 0}, new double[] {6, 0, 2, 0});

    assertThat(accuracy.bias()).isEqualTo(0);
    assertThat(accuracy.meanAbsoluteError()).isEqualTo(1);
    assertThat(accuracy.rootMeanSquaredError()).isCloseTo(Math.sqrt(6 / 4.0), within(1e-15));
    // ranks expected 4 2 3 1, actual 4 1.5 3 1.5: Pearson's correlation of these
    assertThat(accuracy.rankCorrelation()).isCloseTo(4.5 / Math.sqrt(5 * 4.5), within(1e-15));
    assertThat(accuracy.gini()).isCloseTo(1, within(1e-15));
  }

  @Test
  void perfectForecast_ranksPerfectly() {
    double[] actual = new double[1000];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = i % 7 == 0 ? i : 0;
    }
    PointAccuracy accuracy = compare(actual, actual);

    assertThat(accuracy.rankCorrelation()).isCloseTo(1, within(1e-12));
    assertThat(accuracy.gini()).isCloseTo(1, within(1e-12));
    assertThat(accuracy.calibrationError()).isZero();
    assertThat(accuracy.deciles()).hasSize(10);
    assertThat(accuracy.topDecileLift()).isCloseTo(10 * accuracy.topDecileShare(), within(1e-12));
  }

  @Test
  void constantForecast_ranksAtRandom() {
    double[] actual = new double[20_000];
    double[] expected = new double[actual.length];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = i < 2000 ? 1 : 0;
      expected[i] = 0.1;
    }
    PointAccuracy accuracy = compare(expected, actual);

    assertThat(accuracy.rankCorrelation()).isNaN();
    // four standard errors of a share of 2,000
    assertThat(accuracy.topDecileShare()).isCloseTo(0.1, within(0.027));
    assertThat(accuracy.gini()).isCloseTo(0, within(0.04));
  }

  @Test
  void ranking_putsTheHighestFirst() {
    Ranking ranking = Ranking.of(new double[] {0, 2.5, 1e-9, 1e9}, new SplittableRandom(3));

    assertThat(
            new int[] {
              ranking.customer(0), ranking.customer(1), ranking.customer(2), ranking.customer(3)
            })
        .containsExactly(3, 1, 2, 0);
  }
}
