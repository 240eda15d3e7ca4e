// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import org.junit.jupiter.api.Test;

/** Four customers, counted by hand; the cut is at the end of day 200, the horizon 100 days. */
class PlainRulesTest {

  private static final Cut CUT =
      Cut.of(
          log(
              new int[] {10, 50, 150},
              new int[] {20, 60, 120, 180},
              new int[] {30, 90},
              new int[] {110, 130}),
          200,
          100,
          false);

  private static PurchaseLog log(int[]... days) {
    PurchaseLog.Builder log = PurchaseLog.builder();
    for (int[] day : days) {
      log.add(day, new double[day.length], day.length);
    }
    return log.build();
  }

  /** 11 purchases in 190 + 180 + 170 + 90 days, for 100 days. */
  @Test
  void classic_isPurchasesPerDayTimesDays() {
    assertThat(PlainRules.classic(CUT).applyAsDouble(PurchaseHistory.of(0, 0, 90)))
        .isCloseTo(11.0 / 630 * 100, within(1e-12));
  }

  /** All of three bought in days 1 to 100, two of them again in 101 to 200, three times. */
  @Test
  void constantRetention_isThatOfTheLastTwoHorizons() {
    var rule = PlainRules.constantRetention(CUT);
    assertThat(rule.applyAsDouble(PurchaseHistory.of(2, 140, 190)))
        .isCloseTo(2.0 / 3 * 3.0 / 2, within(1e-12));
    assertThat(rule.applyAsDouble(PurchaseHistory.of(1, 60, 170))).isZero();
  }

  /**
   * On day 100 the three were silent for 50, 40 and 10 days and had bought once more each: their
   * cells had 1, 2 and 0 purchases in the next 100 days. A cell of nobody has the mean of all.
   */
  @Test
  void rfmCell_isWhatTheCellDidNext() {
    var rule = PlainRules.rfmCell(CUT);
    assertThat(rule.applyAsDouble(PurchaseHistory.of(1, 50, 100))).isEqualTo(1);
    assertThat(rule.applyAsDouble(PurchaseHistory.of(1, 60, 100))).isEqualTo(2);
    assertThat(rule.applyAsDouble(PurchaseHistory.of(1, 95, 100))).isZero();
    assertThat(rule.applyAsDouble(PurchaseHistory.of(9, 50, 100))).isEqualTo(1);
  }
}
