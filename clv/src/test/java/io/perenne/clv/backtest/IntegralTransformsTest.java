// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IntegralTransformsTest {
  private static final int GRID = 4_000;

  @Test
  void distance_ofPoints_isThatOfKolmogorovAndSmirnov() {
    // the step at 0.3 from 0 to 1/3, that at 0.5 to 2/3, that at 0.9 to 1
    IntegralTransforms transforms = of(0.3, 0.3, 0.5, 0.5, 0.9, 0.9);

    assertThat(transforms.distance()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void outcomesThatWereCertain_areFlat() {
    IntegralTransforms transforms = of(0, 1, 0, 1);

    assertThat(transforms.distance()).isCloseTo(0, within(1e-12));
    assertThat(transforms.histogram()).allMatch(share -> Math.abs(share - 0.05) < 1e-12);
    assertThat(transforms.coverage())
        .allMatch(interval -> Math.abs(interval.covered() - interval.probability()) < 1e-12);
  }

  @Test
  void aStretchAcrossTheEndOfAnInterval_isInByItsShare() {
    // of [0.05, 0.45] half lies above 0.25, seven eighths above 0.1, all above 0.05
    IntegralTransforms transforms = of(0.05, 0.45);

    assertThat(transforms.coverage().get(0).covered()).isCloseTo(0.5, within(1e-12));
    assertThat(transforms.coverage().get(1).covered()).isCloseTo(0.875, within(1e-12));
    assertThat(transforms.coverage().get(2).covered()).isCloseTo(1, within(1e-12));
    assertThat(transforms.histogram().subList(1, 9))
        .allMatch(share -> Math.abs(share - 0.125) < 1e-12);
  }

  @Property
  void distance_isTheLargestOnAGrid(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 1) Double> ends) {
    IntegralTransforms transforms = new IntegralTransforms(ends.size());
    double[] to = new double[ends.size()];
    for (int c = 0; c < to.length; c++) {
      to[c] = Math.max(ends.get(c), ends.get((c + 1) % to.length));
      transforms.put(c, Math.min(ends.get(c), to[c]), to[c]);
    }

    double largest = 0;
    for (int i = 0; i <= GRID; i++) {
      double u = (double) i / GRID;
      double sum = 0;
      for (int c = 0; c < to.length; c++) {
        double width = to[c] - ends.get(c);
        sum += u >= to[c] ? 1 : width > 1e-6 ? Math.max(0, (u - ends.get(c)) / width) : 0;
      }
      largest = Math.max(largest, Math.abs(sum / to.length - u));
    }

    // between two points of the grid a step may be missed
    assertThat(transforms.distance()).isBetween(largest - 1e-5, largest + 2.0 / GRID + 1e-5);
    assertThat(transforms.histogram().stream().mapToDouble(share -> share).sum())
        .isCloseTo(1, within(1e-9));
  }

  private static IntegralTransforms of(double... stretches) {
    IntegralTransforms transforms = new IntegralTransforms(stretches.length / 2);
    for (int c = 0; c < stretches.length / 2; c++) {
      transforms.put(c, stretches[2 * c], stretches[2 * c + 1]);
    }
    return transforms;
  }
}
