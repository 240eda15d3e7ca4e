// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.cdnow.CountFile;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.outlook.RunningShop;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WheatMorrisonTest {

  /** Gaps of months, so that whole days hardly blur them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void of_erlangGaps_estimatesTheirK(int k) {
    SplittableRandom random = new SplittableRandom(40 + k);
    TransactionModel model = ParetoCnbd.of(k, 3, 300, 5, 1e6);
    PurchaseLog.Builder log = PurchaseLog.withoutValues();
    for (int c = 0; c < 4000; c++) {
      int[] days = new int[4000];
      int[] count = {1};
      model.simulate(
          2000,
          random,
          at -> {
            if ((int) at > days[count[0] - 1]) {
              days[count[0]] = (int) at;
              count[0]++;
            }
          });
      log.add(days, new double[4000], count[0]);
    }
    WheatMorrison estimate = WheatMorrison.of(log.build(), 2000);
    assertThat(estimate.k()).isCloseTo(k, within(0.12 * k));
    assertThat(estimate.low()).isLessThan(estimate.k());
    assertThat(estimate.high()).isGreaterThan(estimate.k());
    assertThat(estimate.suggestsRegularity()).isEqualTo(k > 1);
    assertThat(estimate.inflatedByDays()).isFalse();
  }

  /** A season that is not told apart makes gaps uneven that are not. */
  @Test
  void of_inTheTimeOfASeason_seesThroughIt() {
    int from = RunningShop.OPENED;
    int until = from + 365 * RunningShop.YEARS - 1;
    OperationalClock clock = OperationalClock.of(RunningShop.season(1), from, until);
    PurchaseLog log = RunningShop.of(ParetoCnbd.of(4, 3, 450, 5, 1e6), 1, 1, 77).seen(from, until);
    WheatMorrison calendar = WheatMorrison.of(log, until);
    WheatMorrison inTime = WheatMorrison.of(log, until, clock);

    assertThat(inTime.k()).isCloseTo(4, within(0.4));
    assertThat(calendar.k()).isLessThan(0.8 * inTime.k());
  }

  /** CDNOW's customers do not buy regularly, as the fits of regularity models find. */
  @Test
  void of_cdnow_suggestsNoRegularity() {
    PurchaseLog.Builder log = PurchaseLog.withoutValues();
    CountFile.read("sample_last_two_gaps")
        .forEach(
            row -> {
              int[] days = {0, row.integer("shorter"), 0};
              days[2] = days[1] + row.integer("longer");
              for (int i = 0; i < row.integer("customers"); i++) {
                log.add(days, new double[3], 3);
              }
            });
    WheatMorrison estimate = WheatMorrison.of(log.build(), 545);
    assertThat(estimate.customers()).isGreaterThan(600);
    assertThat(estimate.suggestsRegularity()).isFalse();
    assertThat(estimate.k()).isBetween(0.7, 1.3);
  }

  @Test
  void of_clockworkAndOfNobody() {
    PurchaseLog.Builder log = PurchaseLog.withoutValues();
    for (int c = 0; c < 5; c++) {
      log.add(new int[] {0, 2, 4}, new double[3], 3);
    }
    WheatMorrison clockwork = WheatMorrison.of(log.build(), 10);
    assertThat(clockwork.k()).isInfinite();
    assertThat(clockwork.inflatedByDays()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WheatMorrison.of(PurchaseLog.builder().build(), 10))
        .withMessage("customers with two gaps are fewer than 2: 0");
    assertThat(Arrays.asList(clockwork.low(), clockwork.high())).containsOnly(clockwork.k());
  }
}
