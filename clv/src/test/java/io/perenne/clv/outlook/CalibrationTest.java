// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void deciles_holdEverybodyOnce_mostExpectedFirst() {
    double[] expected = IntStream.range(0, 205).mapToDouble(c -> c % 41).toArray();
    double[] actual = IntStream.range(0, 205).mapToDouble(c -> 2).toArray();
    var deciles = Calibration.deciles(expected, actual);

    assertThat(deciles).hasSize(10).extracting(Calibration.Group::number).startsWith(1, 2);
    assertThat(deciles.stream().mapToLong(Calibration.Group::customers).sum()).isEqualTo(205);
    assertThat(deciles.stream().mapToDouble(Calibration.Group::expected).sum())
        .isCloseTo(5 * 40 * 41 / 2.0, within(1e-9));
    assertThat(deciles.stream().mapToDouble(Calibration.Group::actual).sum()).isEqualTo(410);
    assertThat(deciles)
        .isSortedAccordingTo(
            (a, b) -> Double.compare(b.expected() / b.customers(), a.expected() / a.customers()));
  }

  @Test
  void fewCustomers_haveNoDeciles() {
    assertThat(Calibration.deciles(new double[99], new double[99])).isEmpty();
  }

  @Test
  void order_isThatOfWhatCame() {
    double[] expected = IntStream.range(0, 200).mapToDouble(c -> c).toArray();
    double[] opposite = IntStream.range(0, 200).mapToDouble(c -> 200 - c).toArray();

    assertThat(Calibration.order(Calibration.deciles(expected, expected))).isEqualTo(1);
    assertThat(Calibration.order(Calibration.deciles(expected, opposite))).isEqualTo(-1);
    assertThat(Calibration.order(List.of())).isNaN();
  }

  @Test
  void states_areSummedUp() {
    var cut =
        new StateFactors.Cut(
            new int[] {5, 3, 5}, new double[] {1, 2, 3}, new double[] {10, 20, 30});

    assertThat(Calibration.of(61, cut).states())
        .containsExactly(new Calibration.Group(3, 1, 2, 20), new Calibration.Group(5, 2, 4, 40));
  }
}
