// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import static io.perenne.clv.numeric.Differences.check;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The analytic derivatives of priors. */
class PenaltyTest {

  @Test
  void penalty_equalsDifferences() {
    Penalty penalty =
        Penalty.none()
            .withNormal(0, -0.7, 1.5)
            .withNormalDifference(1, 2, -1, 1.5)
            .withNormalLogSum(1, 2, 1, 1.2)
            .withShares(0, 3, 1, 40);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 50; i++) {
      check(penalty::at, random.nextDouble(1, 13), random.nextDouble(-13, -1), 1 + i % 7);
    }
  }
}
