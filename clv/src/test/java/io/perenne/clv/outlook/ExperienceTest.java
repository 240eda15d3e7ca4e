// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.segment.ConfiguredThresholds;
import io.perenne.clv.segment.ThresholdRules;
import io.perenne.clv.value.Horizon;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperienceTest {

  private static final RunningShop SHOP =
      RunningShop.of(ParetoNbd.of(0.8, 70, 0.55, 390), 3, 0, 31);
  private static final int FROM = (int) LocalDate.of(2021, 1, 1).toEpochDay();
  private static final int UNTIL = FROM + 364;
  private static final PurchaseLog LOG = SHOP.seen(FROM, UNTIL);
  private static final ThresholdRules RULES = ThresholdRules.of(ConfiguredThresholds.none());

  private static int[] states(int day) {
    return BaseStates.of(LOG, ObservationPeriod.ofMonths(LocalDate.ofEpochDay(day), 24), RULES);
  }

  @Test
  void pasts_areForecastsOfTwoFourAndSixMonthsAgo() {
    MoneyForecaster forecaster = MoneyForecaster.of(OutlookOptions.withDefaults(), SpendBasis.PAID);

    Experience experience = Experience.of(LOG, UNTIL, forecaster, ExperienceTest::states);

    assertThat(experience.pasts())
        .extracting(CommonShock.Past::days)
        .containsExactly(61.0, 122.0, 183.0);
    // every purchase is worth 10, and the customers of the cut alone count
    int cut = UNTIL - 122;
    int came = 0;
    for (int c = 0; c < LOG.customersUntil(cut); c++) {
      came += LOG.endUntil(c, UNTIL) - LOG.endUntil(c, cut);
    }
    assertThat(experience.pasts().get(1).actual()).isCloseTo(10.0 * came, within(1e-6));
    assertThat(experience.pasts())
        .allSatisfy(past -> assertThat(past.expected() / past.actual()).isCloseTo(1, within(0.15)));
  }

  @Test
  void pasts_areNoneOfABaseTooYoungForThem() {
    PurchaseLog young = SHOP.seen(FROM, FROM + 50);

    Experience experience =
        Experience.of(
            young,
            FROM + 50,
            MoneyForecaster.of(OutlookOptions.withDefaults(), SpendBasis.PAID),
            day -> new int[young.customersUntil(day)]);

    assertThat(experience).isEqualTo(Experience.none());
  }

  @Test
  void forecast_isThatOfTheOutlookOrTheModelAlone() {
    PurchaseLog known = SHOP.seen(FROM, UNTIL);
    MoneyForecaster.Forecast outlook =
        MoneyForecaster.of(OutlookOptions.withDefaults(), SpendBasis.PAID)
            .forecast(known, UNTIL, 365)
            .orElseThrow();
    double actual = 10.0 * SHOP.then(FROM, UNTIL, 365);

    assertThat(outlook.money()).hasSize(known.customers());
    assertThat(outlook.total() / actual).isCloseTo(1, within(0.12));
    assertThat(outlook.money()[0]).isCloseTo(10 * outlook.purchases()[0], within(1e-6));
    assertThat(
            MoneyForecaster.of("nbd", OutlookOptions.withDefaults().fit(), SpendBasis.PAID)
                .forecast(known, UNTIL, 365)
                .orElseThrow()
                .total())
        .isGreaterThan(outlook.total());
  }

  @Test
  void states_callTheSilentSilent() {
    int[] states = states(UNTIL);

    assertThat(states).hasSize(LOG.customers());
    for (int c = 0; c < states.length; c++) {
      int silence = UNTIL - LOG.day(LOG.end(c) - 1);
      if (silence < 5 && LOG.end(c) - LOG.start(c) > 3) {
        assertThat(states[c]).isEqualTo(5); // active
      }
    }
    assertThat(IntStream.of(states).distinct().sorted().boxed().toList())
        .isSubsetOf(List.of(2, 3, 4, 5))
        .contains(3, 4, 5);
  }

  @Test
  void asOf_valuesALaterDayAsThoseNotSeenSince() {
    OutlookModels models =
        Outlook.of(LOG, UNTIL, OutlookOptions.withDefaults()).orElseThrow().models();
    var spend = new io.perenne.clv.spend.AverageSpend(10);
    var now = models.valuation(spend, new Horizon(365, 0));
    var later = models.asOf(UNTIL + 60).valuation(spend, new Horizon(365, 0));

    assertThat(later.expectedPurchases(3, 200, 310)).isLessThan(now.expectedPurchases(3, 200, 250));
    // one of the first 90 days stays one of them
    double age = models.arrivals().orElseThrow().establishedAge();
    assertThat(models.asOf(UNTIL + 60).arrivals().orElseThrow().established(age + 60)).isTrue();
    assertThat(models.asOf(UNTIL + 60).arrivals().orElseThrow().established(age + 59)).isFalse();
  }

  @Test
  void statedRepurchase_makesCustomersComeBackAsStated() {
    for (double share : new double[] {0.45, 0.6}) {
      OutlookOptions options =
          StatedRepurchase.options(LOG, UNTIL, OutlookOptions.withDefaults(), share);

      assertThat(StatedRepurchase.share(LOG, UNTIL, options.withoutSeason()).orElseThrow())
          .isCloseTo(share, within(0.03));
    }
  }
}
