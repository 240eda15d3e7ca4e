// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentBacktestTest {
  // Future revenue per customer by segment and the correlation, from an independent
  // prototype in Python (CDNOW; CDNOW with random start dates), to the two decimals it printed; "-"
  // is an empty segment.
  @ParameterizedTest
  @CsvSource({"629 163 64 86 52 34 21 - 10 11 -, -0.97", "331 91 38 39 29 17 9 23 9 6 1, -0.96"})
  void rankCorrelation_agreesWithThePrototype(String revenues, double correlation) {
    SegmentBacktest backtest = backtest(revenues);

    assertThat(backtest.rankCorrelation()).isCloseTo(correlation, within(0.005));
    assertThat(backtest.check().severity()).isEqualTo(Severity.OK);
  }

  @Test
  void rankCorrelation_ofPerfectOrderAndItsReverse() {
    assertThat(backtest("9 8 7 6 5 4 3 2 1 0.5 0").rankCorrelation()).isEqualTo(-1);
    assertThat(backtest("0 1 2 3").rankCorrelation()).isEqualTo(1);
  }

  // SciPy 1.17.1: spearmanr([1,2,3,4,5,6], [5,5,3,3,3,1]).statistic
  @Test
  void rankCorrelation_sharesTiedRanks() {
    assertThat(backtest("5 5 3 3 3 1").rankCorrelation())
        .isCloseTo(-0.9258200997725515, within(1e-12));
  }

  @Test
  void check_badOrderIsToldInBothLanguages() {
    CheckResult result = backtest("1 2 3 4 5").check();

    assertThat(result.severity()).isEqualTo(Severity.WARN);
    assertThat(result.message().in(Language.ES))
        .isEqualTo(
            "El orden de los segmentos no es el de los ingresos de los 180 días siguientes:"
                + " correlación de rangos 1, se espera -0,8 o menos");
    assertThat(result.message().in(Language.EN))
        .isEqualTo(
            "The order of segments is not that of the revenue of the next 180 days:"
                + " rank correlation 1, -0.8 or less is expected");
  }

  @ParameterizedTest
  @CsvSource({"5 -", "5 4", "3 3 3 3", "- - -"})
  void check_tooLittleToJudge(String revenues) {
    SegmentBacktest backtest = backtest(revenues);

    assertThat(backtest.rankCorrelation()).isNaN();
    assertThat(backtest.check().severity()).isEqualTo(Severity.WARN);
    assertThat(backtest.check().message().in(Language.EN)).startsWith("Too few segments");
  }

  @Test
  void rows_divideByTheirCustomers() {
    SegmentBacktest backtest =
        new SegmentBacktest(
            LocalDate.of(2025, 1, 1),
            180,
            List.of(
                new BacktestRow(Segment.LOYAL_VIP, 20, 15, 3000),
                new BacktestRow(Segment.HIBERNATOR, 80, 4, 100),
                new BacktestRow(Segment.INACTIVE, 0, 0, 0)));
    BacktestRow vip = backtest.rows().get(0);

    assertThat(vip.returningShare()).isEqualTo(0.75);
    assertThat(vip.futureRevenuePerCustomer()).isEqualTo(150);
    assertThat(backtest.share(vip)).isEqualTo(0.2);
    assertThat(backtest.rows().get(2).returningShare()).isNaN();
    assertThat(backtest.rows().get(2).futureRevenuePerCustomer()).isNaN();
  }

  @Test
  void rankCorrelation_isNotDecidedByASegmentOfFewCustomers() {
    List<BacktestRow> rows = new ArrayList<>(backtest("9 8 7 6").rows());
    rows.add(new BacktestRow(Segment.INACTIVE, 1, 1, 100_000));

    assertThat(new SegmentBacktest(LocalDate.of(2025, 1, 1), 180, rows).rankCorrelation())
        .isEqualTo(-1);
  }

  @Test
  void revenueError_isThatOfAMean() {
    BacktestRow row = new BacktestRow(Segment.LOYAL_VIP, 100, 50, 5000, 30);

    // 1.96 x 30 / 10
    assertThat(row.revenueError()).isCloseTo(5.88, within(0.001));
    assertThat(new BacktestRow(Segment.LOYAL_VIP, 1, 1, 50).revenueError()).isNaN();
  }

  @Test
  void new_impossibleNumbersAreRefused() {
    assertThatThrownBy(() -> new BacktestRow(Segment.LOYAL_VIP, 1, 2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not 0 <= returning <= customers: 2, 1");
    assertThatThrownBy(() -> new BacktestRow(Segment.LOYAL_VIP, 1, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("futureRevenue of 1 is not finite: NaN");
    assertThatThrownBy(() -> new SegmentBacktest(LocalDate.of(2025, 1, 1), 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("horizonDays is not >= 1: 0");
  }

  private static SegmentBacktest backtest(String revenuesPerCustomer) {
    String[] revenues = revenuesPerCustomer.split(" ", -1);
    List<BacktestRow> rows = new ArrayList<>();
    for (int i = 0; i < revenues.length; i++) {
      Segment segment = Segment.of(i + 1);
      rows.add(
          revenues[i].equals("-")
              ? new BacktestRow(segment, 0, 0, 0)
              : new BacktestRow(segment, 10, 5, 10 * Double.parseDouble(revenues[i])));
    }
    return new SegmentBacktest(LocalDate.of(2025, 1, 1), 180, rows);
  }
}
