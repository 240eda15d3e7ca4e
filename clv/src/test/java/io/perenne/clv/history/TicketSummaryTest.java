// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketSummaryTest {
  private static final LocalDate LAST = LocalDate.of(2025, 6, 30);
  private static final int LAST_DAY = (int) LAST.toEpochDay();
  private static final ObservationPeriod YEAR = ObservationPeriod.ofMonths(LAST, 12);

  @Test
  void summarize_spendOfRepeatedDays_leavesOutTheFirstDayOnly() {
    TicketSummary summary = new TicketSummary(YEAR, SpendDays.REPEATED);
    summary.add(LAST_DAY, 50_000, 0);
    summary.add(LAST_DAY - 400, 100_000, 0);
    summary.add(LAST_DAY - 30, 30_000, 0);

    summary.summarize();

    assertThat(summary.spend()).isEqualTo(80_000);
    assertThat(summary.spendLogUnits() / TicketSummary.LOG_UNITS)
        .as("ln 5 + ln 3")
        .isCloseTo(Math.log(5) + Math.log(3), within(1e-9));
    assertThat(summary.purchaseDayCount()).isEqualTo(3);
    assertThat(summary.historicValue()).isEqualTo(180_000);

    summary.clear();
    summary.summarize();
    assertThat(summary.spendLogUnits()).as("nobody bought").isZero();
  }

  @Test
  void summarize_ticketsInAnyOrder_countsDaysTicketsAndMoney() {
    TicketSummary summary = new TicketSummary(YEAR);
    summary.add(LAST_DAY, 50_000, 20_000);
    summary.add(LAST_DAY - 400, 100_000, 40_000);
    summary.add(LAST_DAY, 30_000, 10_000);
    summary.add(LAST_DAY - 100, 0, 0);
    summary.add(LAST_DAY - 95, -20_000, -8_000);

    summary.summarize();

    assertThat(summary.purchaseDayCount()).isEqualTo(2);
    assertThat(summary.intervalPurchaseDays()).isEqualTo(1);
    assertThat(summary.tickets()).isEqualTo(3);
    assertThat(summary.frequency()).isEqualTo(2);
    assertThat(summary.zeroTickets()).isEqualTo(1);
    assertThat(summary.refunds()).isEqualTo(1);
    assertThat(summary.historicValue()).isEqualTo(160_000);
    assertThat(summary.historicMargin()).isEqualTo(62_000);
    assertThat(summary.monetaryValue()).isEqualTo(60_000);
    assertThat(summary.spend()).isEqualTo(180_000);
    assertThat(summary.spendLogUnits() / TicketSummary.LOG_UNITS)
        .as("ln 10 + ln 8")
        .isCloseTo(Math.log(10) + Math.log(8), within(1e-9));
    assertThat(summary.logGapUnits() / TicketSummary.LOG_UNITS)
        .as("the logarithm of the only gap, 400 days")
        .isCloseTo(Math.log(400), within(1e-9));
    assertThat(summary.money(RecentWindow.DAYS_90)).isEqualTo(80_000);
    assertThat(summary.money(RecentWindow.DAYS_180)).isEqualTo(60_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 12_345, 2_000_000_000_000_000L})
  void spendLogUnits_manyDaysOfTinyOrHugeMoney_neitherOverflowsNorVanishes(long amount) {
    TicketSummary summary = new TicketSummary(YEAR);
    for (int i = 0; i < 4_000; i++) {
      summary.add(LAST_DAY - i, amount, 0);
    }

    summary.summarize();

    double log = Math.log((double) amount / TicketSummary.UNITS);
    assertThat(summary.spendLogUnits() / TicketSummary.LOG_UNITS)
        .isCloseTo(4_000 * log, within(1e-7));
  }

  @Test
  void summarize_customersOneAfterAnother_findsTheWindowOfEachLastPurchase() {
    TicketSummary summary = new TicketSummary(YEAR);
    for (int round = 0; round < 2; round++) {
      for (int silence : new int[] {0, 45, 0, 4_095, 4_096, 45}) {
        int last = LAST_DAY - silence;
        int opens = Math.toIntExact(LocalDate.ofEpochDay(last).minusYears(1).toEpochDay());
        summary.clear();
        summary.add(last, 100, 0);
        summary.add(opens + 1, 100, 0);
        summary.add(opens, 100, 0);

        summary.summarize();

        assertThat(summary.gapCount()).as("last purchase %d days ago", silence).isOne();
        assertThat(summary.gapSum()).isEqualTo((long) last - opens - 1);
      }
    }
  }

  @Test
  void summarize_moreTicketsThanAreKeptSingly_isTheSumOfTheirDays() {
    SplittableRandom random = new SplittableRandom(5);
    TicketSummary summary = new TicketSummary(YEAR);
    TreeMap<Integer, long[]> days = new TreeMap<>();
    long refunds = 0;
    long zeros = 0;
    for (int i = 0; i < 300_000; i++) {
      int day = LAST_DAY - random.nextInt(700);
      long amount = random.nextLong(-30, 300) * 100;
      summary.add(day, amount, amount / 4);
      long[] sums = days.computeIfAbsent(day, key -> new long[3]);
      sums[0] += amount;
      sums[1] += Math.max(0, amount);
      sums[2] += amount > 0 ? 1 : 0;
      refunds += amount < 0 ? 1 : 0;
      zeros += amount == 0 ? 1 : 0;
    }

    summary.summarize();

    assertThat(summary.purchaseDayCount()).isEqualTo(days.size());
    assertThat(summary.tickets()).isEqualTo(days.values().stream().mapToLong(d -> d[2]).sum());
    assertThat(summary.refunds()).isEqualTo((int) refunds);
    assertThat(summary.zeroTickets()).isEqualTo((int) zeros);
    assertThat(summary.historicValue())
        .isEqualTo(days.values().stream().mapToLong(d -> d[0]).sum());
    assertThat(summary.spend()).isEqualTo(days.values().stream().mapToLong(d -> d[1]).sum());
    assertThat(summary.frequency())
        .isEqualTo((int) days.tailMap(LAST_DAY - 364).values().stream().mapToLong(d -> d[2]).sum());
    int[] found = new int[days.size()];
    Arrays.setAll(found, summary::purchaseDay);
    assertThat(found).containsExactly(days.keySet().stream().mapToInt(Integer::intValue).toArray());
  }

  @Test
  void clear_afterACustomerWithManyTickets_forgetsThem() {
    TicketSummary summary = new TicketSummary(YEAR);
    for (int i = 0; i < 100_000; i++) {
      summary.add(LAST_DAY - i % 50, 10_000, 0);
    }
    summary.summarize();
    summary.clear();
    summary.add(LAST_DAY, 10_000, 0);

    summary.summarize();

    assertThat(summary.tickets()).isEqualTo(1);
    assertThat(summary.purchaseDayCount()).isEqualTo(1);
  }

  @Test
  void add_afterTheReferenceDate_isRefused() {
    assertThatThrownBy(() -> new TicketSummary(YEAR).add(LAST_DAY + 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("after the reference date");
  }
}
