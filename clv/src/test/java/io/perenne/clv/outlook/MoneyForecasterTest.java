// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.spend.RefundShare;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A shop with known dropout, season, rising prices and refunds. */
class MoneyForecasterTest {

  private static final double RISE = 0.08;
  private static final double REFUNDED = 0.1;

  private static final int FROM = (int) LocalDate.of(2020, 1, 1).toEpochDay();
  private static final int UNTIL = (int) LocalDate.of(2022, 12, 31).toEpochDay();
  private static final int HORIZON = 360;

  /** Each customer has an own ticket, and half of every fifth purchase is given back. */
  private static PurchaseLog shop() {
    SplittableRandom random = new SplittableRandom(31);
    return RunningShop.of(ParetoNbd.of(0.8, 70, 0.55, 390), 3, 0.35, 23)
        .seen(FROM, UNTIL + HORIZON)
        .repriced(
            (day, value) ->
                value
                    * Math.pow(1 + RISE, (day - FROM) / 365.0)
                    * Math.exp(0.3 * random.nextGaussian()))
        .scaled(customer -> Math.exp(0.5 * random.nextGaussian()));
  }

  @Test
  void forecast_netOfRefundsFindsWhatComesWithinItsRange() {
    PurchaseLog log = shop();
    MoneyForecaster forecaster = MoneyForecaster.of(OutlookOptions.withDefaults(), SpendBasis.PAID);
    MoneyForecaster.Forecast forecast = forecaster.forecast(log, UNTIL, HORIZON).orElseThrow();
    Experience experience =
        Experience.of(
            log, UNTIL, forecaster, day -> new int[log.customersUntil(day)]); // all in one state
    Refunds refunds = new Refunds(log);
    double net = 0;
    for (int c = 0; c < forecast.money().length; c++) {
      net += forecast.money()[c] * refunds.share().kept(refunds.paid[c], refunds.refunded[c]);
    }

    assertThat(forecaster.prices(log, UNTIL).lastYear()).isCloseTo(RISE, within(0.03));
    assertThat(refunds.share().rate()).isCloseTo(REFUNDED, within(0.01));
    assertThat(net / refunds.then).isCloseTo(1, within(0.12));
    assertThat(CommonShock.learned(experience.pasts()).range(net, 0, HORIZON, 0.9))
        .satisfies(range -> assertThat(range.holds(refunds.then)).isTrue())
        .satisfies(range -> assertThat(range.high() / range.low()).isLessThan(2.5));
  }

  /** What was paid and given back until the day, and kept of what was paid after it. */
  private static final class Refunds {
    private final double[] paid;
    private final double[] refunded;
    private double then;
    private int purchases;

    Refunds(PurchaseLog log) {
      SplittableRandom random = new SplittableRandom(37);
      paid = new double[log.customersUntil(UNTIL)];
      refunded = new double[paid.length];
      for (int c = 0; c < paid.length; c++) {
        for (int p = log.start(c); p < log.end(c); p++) {
          double back = random.nextInt(5) == 0 ? 0.5 * log.value(p) : 0;
          if (log.day(p) <= UNTIL) {
            paid[c] += log.value(p);
            refunded[c] += back;
            purchases++;
          } else {
            then += log.value(p) - back;
          }
        }
      }
    }

    RefundShare share() {
      double sumPaid = 0;
      double sumRefunded = 0;
      for (int c = 0; c < paid.length; c++) {
        sumPaid += paid[c];
        sumRefunded += refunded[c];
      }
      return RefundShare.of(sumPaid, sumRefunded, purchases);
    }
  }
}
