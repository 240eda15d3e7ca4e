// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.outlook.CommonShock.Range;
import org.junit.jupiter.api.Test;

class PartialRangeTest {
  private static final Range TOTAL = new Range(800, 1250);

  @Test
  void wholeHorizon_hasTheRangesOfTheRun() {
    PartialRange ranges = PartialRange.of(TOTAL, 360, 360);
    Range group = ranges.range(new Range(50, 200), 100, 100);

    assertThat(ranges.range(TOTAL, 1000, 1000).low()).isCloseTo(800, within(1e-9));
    assertThat(group.low()).isCloseTo(50, within(1e-9));
    assertThat(group.high()).isCloseTo(200, within(1e-9));
  }

  @Test
  void earlierDay_narrowsWhatIsCommon_andWidensLuck() {
    PartialRange ranges = PartialRange.of(TOTAL, 90, 360);
    Range total = ranges.range(TOTAL, 1000, 250);
    Range group = ranges.range(new Range(50, 200), 100, 25);

    assertThat(total.high() / total.low()).isLessThan(1250.0 / 800).isGreaterThan(1);
    assertThat(group.high() / group.low()).isGreaterThan(4);
    assertThat(total.low() * total.high()).isCloseTo(250 * 250, within(1e-6));
  }

  @Test
  void nothingExpected_hasNoWidth() {
    assertThat(PartialRange.of(TOTAL, 90, 360).range(new Range(0, 0), 0, 0))
        .isEqualTo(new Range(0, 0));
  }
}
