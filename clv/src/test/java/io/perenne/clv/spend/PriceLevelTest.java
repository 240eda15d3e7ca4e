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
    Random random = new Random(seed);
    PurchaseLog.Builder log = PurchaseLog.builder();
    int days = years * 365;
    for (int i = 0; i < 1500; i++) {
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
