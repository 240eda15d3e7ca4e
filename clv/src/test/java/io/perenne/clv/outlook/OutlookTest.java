// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import io.perenne.clv.value.ResidualValuation;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shops that are drawn, so that what was to come is known. */
class OutlookTest {

  private static final FitOptions FIT = FitOptions.withDefaults();

  /** Loses 19 % of its purchases in the second year of a cohort, and 30 % in the first. */
  private static final TransactionModel MODEL = ParetoNbd.of(0.8, 70, 0.55, 390);

  private static final RunningShop CALM = RunningShop.of(MODEL, 5, 0, 21);
  private static final RunningShop SEASONAL = RunningShop.of(MODEL, 5, 0.35, 22);

  private static double expected(ResidualValuation valuation, PurchaseLog log, int until) {
    double sum = 0;
    for (int c = 0; c < log.customers(); c++) {
      sum += valuation.expectedPurchases(log.history(c, until, OperationalClock.calendar()));
    }
    return sum;
  }

  private static int day(int year, int month) {
    return (int) LocalDate.of(year, month, 1).toEpochDay();
  }

  private static double plain(PurchaseLog log, int until, int days) {
    TransactionModel model =
        TransactionModels.fit("mbg-nbd", log.histories(until), FIT).model().orElseThrow();
    return expected(
        ModelValuation.of(model, new AverageSpend(10), new Horizon(days, 0)), log, until);
  }

  @ParameterizedTest
  @CsvSource({"1,365", "4,365", "7,182", "10,182"})
  void valuation_foretellsAShopThatHasRunBeforeItsRecords(int month, int days) {
    int from = day(2021, month);
    int until = from + 364;
    PurchaseLog log = CALM.seen(from, until);
    Outlook outlook = Outlook.of(log, until, OutlookOptions.withDefaults()).orElseThrow();
    double actual = CALM.then(from, until, days);
    double now =
        expected(outlook.valuation(new AverageSpend(10), new Horizon(days, 0)), log, until);

    assertThat(now / actual).isCloseTo(1, within(0.12));
    // customers of before and new ones in one model promise more
    assertThat(plain(log, until, days) / actual).isGreaterThan(now / actual);
    assertThat(outlook.arrivals()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"1,365", "4,365", "7,365", "10,365", "1,182", "7,182"})
  void valuation_foretellsAShopWithASeasonFromOneYear(int month, int days) {
    int from = day(2021, month);
    int until = from + 364;
    PurchaseLog log = SEASONAL.seen(from, until);
    Outlook outlook = Outlook.of(log, until, OutlookOptions.withDefaults()).orElseThrow();
    double actual = SEASONAL.then(from, until, days);
    double now =
        expected(outlook.valuation(new AverageSpend(10), new Horizon(days, 0)), log, until);

    assertThat(now / actual).isCloseTo(1, within(0.15));
    assertThat(outlook.decay().secondYear()).isBetween(0.1, 0.35);
  }

  @Test
  void season_isFoundInOneYear() {
    int from = day(2021, 1);
    int until = from + 364;
    PurchaseLog log = SEASONAL.seen(from, until);
    SeasonalIndex found =
        Outlook.of(log, until, OutlookOptions.withDefaults()).orElseThrow().season().orElseThrow();
    double[] truth = RunningShop.season(0.35).on(until + 1, 365);
    double[] guess = found.on(until + 1, 365);
    double error = 0;
    double height = 0;
    for (int d = 0; d < 365; d++) {
      error += Math.abs(guess[d] - truth[d]) / 365;
      height += Math.abs(truth[d] - 1) / 365;
    }

    assertThat(height).isGreaterThan(0.2);
    assertThat(error).isLessThan(0.4 * height);
  }

  @Test
  void season_isNoneOfABaseOfOneCohort() {
    // age and calendar go together there
    int from = day(2019, 1);
    int until = from + 364;
    PurchaseLog all = CALM.seen(from, until);
    PurchaseLog.Builder cohort = PurchaseLog.withoutValues();
    for (int c = 0; c < all.customersUntil(from + 60); c++) {
      int[] days = new int[all.end(c) - all.start(c)];
      for (int p = 0; p < days.length; p++) {
        days[p] = all.day(all.start(c) + p);
      }
      cohort.add(days, new double[0], days.length);
    }
    Outlook outlook =
        Outlook.of(cohort.build(), until, OutlookOptions.withDefaults()).orElseThrow();

    assertThat(outlook.season()).isEmpty();
    assertThat(outlook.arrivals()).isEmpty();
    assertThat(outlook.clock().isCalendar()).isTrue();
  }

  @Test
  void dropout_movesLittleWhenTheWindowSlidesByAMonth() {
    double before = 0;
    for (int month = 1; month <= 12; month++) {
      int from = day(2021, month);
      int until = from + 364;
      Outlook outlook =
          Outlook.of(SEASONAL.seen(from, until), until, OutlookOptions.withDefaults())
              .orElseThrow();
      double gone = outlook.decay().firstYear();
      if (before > 0) {
        assertThat(gone / before).as("from month %d", month).isBetween(0.5, 2.0);
      }
      before = gone;
    }
  }

  @Test
  void of_isTheLiteratureWithoutPriors() {
    int from = day(2021, 1);
    int until = from + 364;
    PurchaseLog log = SEASONAL.seen(from, until);
    FitOptions plain = FIT.withoutPriors();
    OutlookOptions options =
        OutlookOptions.withDefaults().withModels(List.of("mbg-nbd")).withFit(plain);
    Outlook outlook = Outlook.of(log, until, options).orElseThrow();
    TransactionModel alone =
        TransactionModels.fit("mbg-nbd", log.histories(until), plain).model().orElseThrow();

    assertThat(outlook.fits().get("mbg-nbd"))
        .satisfies(fit -> assertThat(fit.arrived().parameters()).isEqualTo(alone.parameters()));
    PurchaseHistory history = PurchaseHistory.of(2, 100, 300);
    assertThat(
            outlook.valuation(new AverageSpend(10), new Horizon(365, 0)).expectedPurchases(history))
        .isEqualTo(
            ModelValuation.of(alone, new AverageSpend(10), new Horizon(365, 0))
                .expectedPurchases(history));
  }

  @Test
  void withDropout_promisesLessWhereMoreLeave() {
    int from = day(2021, 1);
    int until = from + 364;
    PurchaseLog log = SEASONAL.seen(from, until);
    OutlookOptions options = OutlookOptions.withDefaults();
    Horizon year = new Horizon(365, 0);
    double little =
        expected(
            Outlook.of(log, until, Outlook.withDropout(options, 0.05))
                .orElseThrow()
                .valuation(new AverageSpend(10), year),
            log,
            until);
    double much =
        expected(
            Outlook.of(log, until, Outlook.withDropout(options, 0.4))
                .orElseThrow()
                .valuation(new AverageSpend(10), year),
            log,
            until);

    assertThat(much).isBetween(0.6 * little, 0.95 * little);
    assertThat(Outlook.assumesDropout(365)).isTrue();
    assertThat(Outlook.assumesDropout(730)).isFalse();
  }
}
