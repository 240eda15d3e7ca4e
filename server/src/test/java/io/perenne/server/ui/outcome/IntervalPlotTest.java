// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.server.ui.outcome.IntervalPlot.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A picture of intervals does not draw what is elsewhere. */
class IntervalPlotTest {
  private static final Value EVERYBODY = new Value("", -0.1, -0.8, 0.5);

  @Test
  void valuesWithinTheScale_areDrawnWhole() {
    IntervalPlot plot = IntervalPlot.of(List.of(EVERYBODY), 400);

    assertThat(plot.most()).isEqualTo(1);
    assertThat(plot.isAnyBeyond()).isFalse();
    assertThat(plot.lines().get(0).shown()).isTrue();
    assertThat(plot.lines().get(0).x()).isBetween(plot.left(), plot.zero());
  }

  @Test
  void valueBeyondTheScale_isNotDrawnAtItsEdge_andAnArrowSaysThatItGoesOn() {
    IntervalPlot plot = IntervalPlot.of(List.of(EVERYBODY, new Value("08", 1.3, -1.7, 9.8)), 400);

    IntervalPlot.Line far = plot.lines().get(1);
    assertThat(far.shown()).isFalse();
    assertThat(far.beyondLeft()).isTrue();
    assertThat(far.beyondRight()).isTrue();
    assertThat(plot.isAnyBeyond()).isTrue();
  }
}
