// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseLog;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriceLevelTest {

  private static final int START = 15_000;

  /**
   * Customers whose own values rise by a share each year, with a season in them; those who come
   * later spend another multiple of what the first ones do.
   */
  private static PurchaseLog shop(int years, double rise, double later, double first, long seed) {
    return shop(1500, years, rise, later, first, seed);
  }

  private static PurchaseLog shop(
      int customers, int years, double rise, double later, double first, long seed) {
    Random random = new Random(seed);
    PurchaseLog.Builder log = PurchaseLog.builder();
    int days = years * 365;
    for (int i = 0; i < customers; i++) {
      int begin = random.nextInt(days - 30);
      double own = 50 * Math.exp(0.6 * random.nextGaussian()) * (1 + (later - 1) * begin / days);
      int[] at = new int[400];
      double[] values = new double[400];
      int count = 0;
      for (int day = begin; day < days; day += 1 + random.nextInt(120)) {
        double season = 0.15 * Math.cos(2 * Math.PI * day / 365);
        double noise = 0.4 * random.nextGaussian();
        at[count] = START + day;
        values[count] =
            own
                * Math.pow(1 + rise, day / 365.0)
                * Math.exp(season + noise)
                * (count == 0 ? first : 1);
        count++;
      }
      log.add(at, values, count);
    }
    return log.build();
  }

  private static PriceLevel level(PurchaseLog log, int years) {
    return PriceLevel.of(log, START + years * 365 - 1).orElseThrow();
  }

  @Test
  void of_findsARiseWithinCustomers() {
    PriceLevel level = level(shop(4, 0.08, 1, 1, 3), 4);

    assertThat(level.lastYear()).isCloseTo(0.08, within(0.03));
    assertThat(level.at(START)).isCloseTo(Math.pow(1.08, -4), within(0.05));
    assertThat(level.today(START, 50)).isCloseTo(50 * Math.pow(1.08, 4), within(5.0));
  }

  @Test
  void of_seesNoneWhereOnlyOtherCustomersCome() {
    PriceLevel level = level(shop(4, 0, 3, 1, 5), 4);

    assertThat(level.lastYear()).isCloseTo(0, within(0.02));
    assertThat(level.at(START)).isCloseTo(1, within(0.05));
  }

  @Test
  void of_doesNotTakeASmallFirstPurchaseForARise() {
    PriceLevel level = level(shop(3, 0, 1, 0.5, 7), 3);

    assertThat(level.lastYear()).isCloseTo(0, within(0.03));
  }

  /** A run estimates the level from ten thousand customers and applies it to everybody. */
  @Test
  void of_aSampleIsThatOfTheBaseWithoutBias() {
    int samples = 10;
    PurchaseLog base = shop(100_000, 3, 0.08, 3, 0.5, 13);
    PriceLevel all = level(base, 3);
    double meanLast = 0;
    double meanOldest = 0;
    for (int s = 0; s < samples; s++) {
      PriceLevel part = level(everyTenth(base, s), 3);
      assertThat(part.lastYear()).isCloseTo(all.lastYear(), within(0.015));
      assertThat(part.at(START)).isCloseTo(all.at(START), within(0.025));
      meanLast += (part.lastYear() - all.lastYear()) / samples;
      meanOldest += (part.at(START) / all.at(START) - 1) / samples;
    }

    assertThat(all.lastYear()).isCloseTo(0.08, within(0.01));
    assertThat(meanLast).isCloseTo(0, within(0.003));
    assertThat(meanOldest).isCloseTo(0, within(0.005));
  }

  private static PurchaseLog everyTenth(PurchaseLog log, int first) {
    PurchaseLog.Builder some = PurchaseLog.builder();
    for (int c = first; c < log.customers(); c += 10) {
      int count = log.end(c) - log.start(c);
      int[] days = new int[count];
      double[] values = new double[count];
      for (int p = 0; p < count; p++) {
        days[p] = log.day(log.start(c) + p);
        values[p] = log.value(log.start(c) + p);
      }
      some.add(days, values, count);
    }
    return some.build();
  }

  @Test
  void at_isOneOnTheLastDayAndAfter() {
    PriceLevel level = level(shop(3, 0.1, 1, 1, 9), 3);

    assertThat(level.at(START + 3 * 365 - 1)).isEqualTo(1);
    assertThat(level.at(START + 4 * 365)).isEqualTo(1);
    assertThat(PriceLevel.constant().at(17)).isEqualTo(1);
    assertThat(PriceLevel.constant().lastYear()).isZero();
  }

  @Test
  void of_tellsNothingFromLessThanTwoYearsOrAFewCustomers() {
    assertThat(PriceLevel.of(shop(2, 0.1, 1, 1, 11), START + 700)).isEmpty();
    PurchaseLog few = PurchaseLog.builder().add(new int[] {1, 900}, new double[] {5, 6}, 2).build();
    assertThat(PriceLevel.of(few, 1000)).isEmpty();
  }
}
