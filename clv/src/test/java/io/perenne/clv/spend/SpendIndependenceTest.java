// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.perenne.clv.cdnow.Cdnow;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.words.Language;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpendIndependenceTest {

  private static final FitOptions DEFAULTS = FitOptions.withDefaults();

  /** Customers of 1 to 8 purchases, the level of their values falling with the power of count. */
  private static SpendCells customers(double power, long seed) {
    Draws draws = new Draws(new SplittableRandom(seed));
    SpendCells.Builder cells = SpendCells.builder();
    for (int i = 0; i < 4000; i++) {
      int count = 1 + i % 8;
      double scale = 40 * Math.pow(count, power) / draws.gamma(4);
      double sum = 0;
      double logs = 0;
      for (int j = 0; j < count; j++) {
        double value = scale * draws.gamma(3);
        sum += value;
        logs += Math.log(value);
      }
      cells.add(count, sum, logs);
    }
    return cells.build();
  }

  private static GammaGamma fit(SpendCells cells) {
    return GammaGamma.fitTransactions(cells, DEFAULTS).model().orElseThrow();
  }

  @Test
  void of_independentCustomers_isNearNothing() {
    SpendCells cells = customers(0, 1);
    SpendIndependence check = SpendIndependence.of(fit(cells), cells);
    assertThat(check.customers()).isEqualTo(4000);
    assertThat(check.dependent()).isFalse();
    assertThat(check.message().in(Language.EN))
        .startsWith("What a purchase is worth hardly depends");
    // a little below 0: the less is known, the less skewed is what is expected
    assertThat(check.correlation()).isBetween(-0.08, 0.04);
    assertThat(check.low()).isLessThan(check.correlation());
    assertThat(check.high()).isGreaterThan(check.correlation());
    assertThat(check.high() - check.low()).isCloseTo(2 * 1.96 / Math.sqrt(3997), within(1e-3));
  }

  /** Those who buy more often spend less: banding tells the frequent from the rare. */
  @Test
  void of_dependentCustomers_asksForBands_whichForetellBetter() {
    SpendCells cells = customers(-0.6, 2);
    GammaGamma everybody = fit(cells);
    SpendIndependence check = SpendIndependence.of(everybody, cells);
    assertThat(check.dependent()).isTrue();
    assertThat(check.high()).isNegative();
    assertThat(check.message().in(Language.EN))
        .startsWith("Customers who buy more often spend less at a time (rank correlation -0.")
        .contains("BandedGammaGamma");

    BandedGammaGamma banded = BandedGammaGamma.fit(cells, everybody, DEFAULTS);
    // mean value of a customer of one purchase: 40 x 3 / (4 - 1)
    double ofOne = 0;
    double plain = 0;
    int n = 0;
    for (int i = 0; i < cells.size(); i++) {
      if (cells.count(i) == 1) {
        ofOne += banded.expectedTransactionValue(1, cells.sum(i));
        plain += everybody.expectedTransactionValue(1, cells.sum(i));
        n++;
      }
    }
    assertThat(ofOne / n).isCloseTo(40, withinPercentage(5));
    assertThat(plain / n).isLessThan(0.85 * 40);
    assertThat(banded.expectedTransactionValue(0, 0))
        .isEqualTo(everybody.expectedTransactionValue(0, 0));
  }

  /**
   * Four cells by hand: ranks 1 2 3 4 of counts and 2 1 3 4 of expected values are correlated by 1
   * - 6 x 2 / (4 x 15) = 0.8.
   */
  @Test
  void of_fourCustomers_isSpearmansCorrelation() {
    SpendCells cells =
        SpendCells.builder()
            .add(1, 20, Math.log(20))
            .add(2, 20, 2 * Math.log(10))
            .add(3, 90, 3 * Math.log(30))
            .add(4, 160, 4 * Math.log(40))
            .build();
    SpendIndependence check = SpendIndependence.of(GammaGamma.of(6, 4, 15), cells);
    assertThat(check.correlation()).isCloseTo(0.8, within(1e-12));
    // chance alone would do that to four
    assertThat(check.dependent()).isFalse();
    assertThat(check.message().in(Language.EN)).startsWith("Too few customers tell");
  }

  /** A million customers tell what the first hundred thousand of them do. */
  @Test
  void of_aMillionCells_looksAtSomeOfEachFrequency() {
    SplittableRandom random = new SplittableRandom(3);
    SpendCells.Builder cells = SpendCells.builder();
    SpendCells.Builder some = SpendCells.builder();
    for (int i = 0; i < 1_000_000; i++) {
      int count = 1 + i % 5;
      double value = Math.pow(count, 0.3) * Math.exp(3 + random.nextDouble());
      cells.add(count, count * value, count * Math.log(value));
      if (i < 100_000) {
        some.add(count, count * value, count * Math.log(value));
      }
    }
    GammaGamma model = GammaGamma.of(6, 4, 15);
    SpendIndependence all = SpendIndependence.of(model, cells.build());
    assertThat(all.customers()).isBetween(150_000.0, 200_000.0);
    // four standard errors of either
    assertThat(all.correlation())
        .isCloseTo(SpendIndependence.of(model, some.build()).correlation(), within(0.02));
    assertThat(all.dependent()).isTrue();
  }

  /** CDNOW's spend hardly depends on frequency, as its literature says. */
  @Test
  void of_cdnow_isIndependentEnough() {
    SpendCells cells = Cdnow.spend("sample");
    SpendIndependence check = SpendIndependence.of(fit(cells), cells);
    assertThat(check.dependent()).isFalse();
    assertThat(check.low()).isGreaterThan(-0.1);
  }

  @Test
  void of_noOrOneCustomer_saysNothing() {
    SpendCells nobody = SpendCells.builder().build();
    SpendCells one = SpendCells.builder().add(1, 10, Math.log(10)).build();
    GammaGamma model = GammaGamma.of(6, 4, 15);
    assertThat(SpendIndependence.of(model, nobody)).isEqualTo(new SpendIndependence(0, 0, -1, 1));
    assertThat(SpendIndependence.of(model, one)).isEqualTo(new SpendIndependence(1, 0, -1, 1));
  }

  /** A tail without a mean (index 0.7), cut at the 99th percentile before fitting, has one. */
  @Test
  void winsorized_hugePurchases_noLongerRule() {
    SplittableRandom random = new SplittableRandom(9);
    PurchaseLog.Builder builder = PurchaseLog.builder();
    for (int i = 0; i < 800; i++) {
      double mean = Math.pow(random.nextDouble(), -1 / 0.7);
      builder.add(
          new int[] {0, 30},
          new double[] {mean * random.nextDouble(0.5, 1.5), mean * random.nextDouble(0.5, 1.5)},
          2);
    }
    PurchaseLog log = builder.build();
    PurchaseLog cut = log.winsorized(0.99);
    double highest = 0;
    int lowered = 0;
    for (int p = 0; p < log.purchases(); p++) {
      highest = Math.max(highest, cut.value(p));
      lowered += cut.value(p) < log.value(p) ? 1 : 0;
    }
    assertThat(lowered).isEqualTo(16);
    double meanBefore = log.spend(60, SpendBasis.PAID).meanValue();
    double meanAfter = cut.spend(60, SpendBasis.PAID).meanValue();
    assertThat(meanAfter).isLessThan(0.7 * meanBefore);
    assertThat(log.winsorized(1).spend(60, SpendBasis.PAID).meanValue()).isEqualTo(meanBefore);
    GammaGamma model =
        GammaGamma.fitTransactions(cut.spend(60, SpendBasis.PAID), DEFAULTS).model().orElseThrow();
    assertThat(model.populationMean()).isLessThan(highest);
  }
}
