// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.ParetoCnbdMixture;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ResidualValuation;
import io.perenne.clv.words.Language;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shops that are drawn, so that what was to come is known. */
class OutlookChoiceTest {

  private static final OutlookOptions OPTIONS = OutlookOptions.withDefaults();
  private static final int FROM = (int) LocalDate.of(2021, 1, 1).toEpochDay();
  private static final int UNTIL = FROM + 364;
  private static final int DAYS = 365;
  private static final int REGULAR_PURCHASES = 3;

  /** A tenth buys at random times, half with k = 3, the others with k = 4. */
  private static final TransactionModel REGULAR =
      ParetoCnbdMixture.of(1.6, 140, 0.55, 390, 0.1, 0, 0.5, 0.4, 0, 0);

  private static final TransactionModel RANDOM = ParetoNbd.of(0.8, 70, 0.55, 390);

  private static PurchaseLog withFuture(TransactionModel model, double season) {
    return RunningShop.of(model, 5, season, 31).seen(FROM, UNTIL + DAYS);
  }

  private static PurchaseLog known(PurchaseLog log) {
    return log.sample(UNTIL, Integer.MAX_VALUE);
  }

  private static Outlook outlook(PurchaseLog log, OutlookOptions options) {
    return Outlook.of(log, UNTIL, options).orElseThrow();
  }

  private static OutlookChoice choice(PurchaseLog log) {
    return OutlookChoice.of(log, outlook(log, OPTIONS), OPTIONS);
  }

  /** How often each customer is expected to buy within a year. */
  private static double[] expected(PurchaseLog known, OutlookOptions options) {
    ResidualValuation valuation =
        outlook(known, options).valuation(new AverageSpend(10), new Horizon(DAYS, 0));
    OperationalClock gapTime = valuation.gapTime().orElseGet(OperationalClock::calendar);
    double[] expected = new double[known.customers()];
    Arrays.setAll(
        expected, c -> valuation.expectedPurchases(known.historyInDays(c, UNTIL, gapTime)));
    return expected;
  }

  private static double[] actual(PurchaseLog log) {
    double[] actual = new double[log.customersUntil(UNTIL)];
    Arrays.setAll(actual, c -> log.end(c) - log.endUntil(c, UNTIL));
    return actual;
  }

  private static double meanAbsoluteError(double[] expected, double[] actual) {
    double sum = 0;
    for (int c = 0; c < actual.length; c++) {
      sum += Math.abs(expected[c] - actual[c]);
    }
    return sum / actual.length;
  }

  /** The mean absolute error of those who came often and have been silent for two usual gaps. */
  private static double errorOfThoseAtRisk(PurchaseLog known, double[] expected, double[] actual) {
    int[] some = IntStream.range(0, actual.length).filter(c -> isAtRisk(known, c)).toArray();
    assertThat(some).hasSizeGreaterThan(50);
    return meanAbsoluteError(
        Arrays.stream(some).mapToDouble(c -> expected[c]).toArray(),
        Arrays.stream(some).mapToDouble(c -> actual[c]).toArray());
  }

  private static boolean isAtRisk(PurchaseLog known, int customer) {
    int count = known.end(customer) - known.start(customer);
    int last = known.day(known.end(customer) - 1);
    double gap = (last - known.firstDay(customer)) / Math.max(1.0, count - 1.0);
    return count > REGULAR_PURCHASES && UNTIL - last > 2 * gap;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.35})
  void of_weighsTheMixtureWhereCustomersBuyRegularly(double season) {
    PurchaseLog log = withFuture(REGULAR, season);
    PurchaseLog known = known(log);
    OutlookChoice choice = choice(known);
    double[] actual = actual(log);
    double[] before = expected(known, OPTIONS);
    double[] now = expected(known, choice.options());

    assertThat(choice.alone()).isFalse();
    assertThat(choice.reason().in(Language.EN))
        .startsWith("pareto-cnbd-mixture, for customers who buy regularly, counts 98 %");
    assertThat(outlook(known, choice.options()).share("pareto-cnbd-mixture")).isGreaterThan(0.9);
    assertThat(meanAbsoluteError(now, actual)).isLessThan(0.95 * meanAbsoluteError(before, actual));
    assertThat(Math.abs(Math.log(Arrays.stream(now).sum() / Arrays.stream(actual).sum())))
        .isLessThan(Math.abs(Math.log(Arrays.stream(before).sum() / Arrays.stream(actual).sum())));
    assertThat(errorOfThoseAtRisk(known, now, actual))
        .isLessThan(0.95 * errorOfThoseAtRisk(known, before, actual));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.35})
  void of_leavesTheMixtureOutWherePurchasesComeByChance(double season) {
    PurchaseLog known = known(withFuture(RANDOM, season));
    OutlookChoice choice = choice(known);

    assertThat(choice.options()).isEqualTo(OPTIONS);
    assertThat(choice.alone()).isFalse();
    assertThat(choice.reason().in(Language.EN)).contains("about as chance makes them (k 1.");
    assertThat(choice.reason().in(Language.ES)).contains("como los del azar (k 1,");
  }

  @Test
  void of_isTheSameEveryTime() {
    PurchaseLog known = known(withFuture(REGULAR, 0));
    OutlookChoice choice = choice(known);

    assertThat(choice(known)).isEqualTo(choice);
    assertThat(expected(known, choice.options())).isEqualTo(expected(known, choice.options()));
  }

  @Test
  void of_saysWhereItCannotTell() {
    PurchaseLog.Builder few = PurchaseLog.withoutValues();
    for (int c = 0; c < 200; c++) {
      few.add(new int[] {FROM + c, FROM + c + 30}, new double[0], 2);
    }
    OutlookChoice choice = choice(few.build());

    assertThat(choice.options()).isEqualTo(OPTIONS);
    assertThat(choice.reason().in(Language.EN)).contains("too few have two gaps");
  }

  @Test
  void of_triesNothingFromAShortRecord() {
    PurchaseLog all = known(withFuture(REGULAR, 0));
    PurchaseLog.Builder some = PurchaseLog.withoutValues();
    for (int c = 0; c < 300; c++) {
      int from = all.start(c);
      int count = all.end(c) - from;
      int[] days = new int[count];
      Arrays.setAll(days, p -> all.day(from + p));
      some.add(days, new double[0], count);
    }
    OutlookChoice choice = choice(some.build());

    assertThat(choice.options()).isEqualTo(OPTIONS);
    assertThat(choice.reason().in(Language.EN)).contains("too little data to try it");
  }

  /** One kind must do there, and a model of all customers that knows how regular they are may. */
  @Test
  void of_leavesALargeRegularBaseToOneModel() {
    PurchaseLog known = known(withFuture(REGULAR, 0));
    OutlookOptions one = OPTIONS.withModels(OPTIONS.models().subList(0, 1));
    OutlookChoice choice = OutlookChoice.of(known, outlook(known, one), one);

    assertThat(choice.options()).isEqualTo(one);
    assertThat(choice.alone()).isTrue();
    assertThat(choice.reason().in(Language.EN)).contains("not weighed in a base of this size");
  }
}
