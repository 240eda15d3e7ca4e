// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiftTest {
  private static final double ONE_LOOK = Looks.ONE.bound(1);

  private static double expected(String name) throws IOException {
    Properties numbers = new Properties();
    try (InputStream file = LiftTest.class.getResourceAsStream("lift.properties")) {
      numbers.load(Objects.requireNonNull(file));
    }
    return Double.parseDouble(numbers.getProperty(name));
  }

  /** The customers of lift.py, with the first so many of what is known of them. */
  private static ArmSample reference(int covariates) {
    ArmSample.Builder sample = new ArmSample.Builder(covariates);
    for (int i = 0; i < 240; i++) {
      boolean target = i % 5 != 0;
      double[] x = {i * 37 % 101 / 10.0, i * 71 % 89 / 20.0};
      double y = Math.pow(i * 53 % 97, 4) / 4e5 + 6 * x[0] + x[1] + (target ? 15 : 0) + 3 * (i % 3);
      sample.add(i % 3, target ? Arm.TARGET : Arm.CONTROL, y, Arrays.copyOf(x, covariates));
    }
    return sample.build();
  }

  private static Lift lift(ArmSample sample) {
    return Lift.of(sample, ONE_LOOK, 1).orElseThrow();
  }

  @Test
  void differenceWithinStrata_isThatOfTheReference() throws IOException {
    // three strata of 16 controls each are too few, and would be put together
    StratifiedDifference plain = StratifiedDifference.of(cells(), outcomes(reference(0)));

    assertThat(plain.difference()).isCloseTo(expected("plain.difference"), within(1e-9));
    assertThat(plain.error()).isCloseTo(expected("plain.error"), within(1e-9));
  }

  private static ArmCells cells() {
    return ArmCells.of(reference(0), 16);
  }

  private static double[] outcomes(ArmSample sample) {
    return IntStream.range(0, sample.size()).mapToDouble(sample::outcome).toArray();
  }

  @Test
  void adjustedDifferenceAndIntervals_areThoseOfTheReference() throws IOException {
    Lift lift = Lift.of(reference(2), cells(), ONE_LOOK, 1);

    assertThat(lift.difference()).isCloseTo(expected("difference"), within(1e-9));
    assertThat(lift.error()).isCloseTo(expected("error"), within(1e-9));
    assertThat(lift.relativeLow()).isCloseTo(expected("relative.low"), within(1e-6));
    assertThat(lift.relativeHigh()).isCloseTo(expected("relative.high"), within(1e-6));
    double width = expected("interval.high") - expected("interval.low");
    assertThat(lift.low()).isCloseTo(expected("interval.low"), within(0.04 * width));
    assertThat(lift.high()).isCloseTo(expected("interval.high"), within(0.04 * width));
    assertThat(lift.resampled()).isTrue();
  }

  @Test
  void whatWasKnownBefore_makesTheIntervalNarrower() {
    Lift plain = lift(reference(0));
    Lift adjusted = lift(reference(2));

    assertThat(adjusted.known()).isBetween(0.1, 0.9);
    assertThat(adjusted.error())
        .isCloseTo(plain.error() * Math.sqrt(1 - adjusted.known()), within(1e-9));
  }

  @Test
  void knownThatSaysNothingNew_changesNothing() {
    ArmSample.Builder twice = new ArmSample.Builder(3);
    ArmSample once = reference(1);
    for (int i = 0; i < once.size(); i++) {
      twice.add(
          once.stratum(i),
          once.arm(i),
          once.outcome(i),
          once.before(0, i),
          3 * once.before(0, i) - 1,
          7);
    }

    assertThat(lift(twice.build()).difference()).isCloseTo(lift(once).difference(), within(1e-9));
  }

  @Test
  void strataOfFewControls_arePutTogether() {
    Lift lift = lift(reference(0));

    assertThat(lift.pooled()).isEqualTo(3);
    assertThat(lift.difference()).isCloseTo(lift.target() - lift.control(), within(1e-9));
  }

  @Test
  void armOfOneCustomer_saysNothing() {
    ArmSample.Builder sample = new ArmSample.Builder(0).add(1, Arm.CONTROL, 5);
    for (int i = 0; i < 50; i++) {
      sample.add(1, Arm.TARGET, i);
    }

    assertThat(Lift.of(sample.build(), ONE_LOOK, 1)).isEmpty();
  }

  @Test
  void nobodyBought_isNoDifferenceForSure() {
    ArmSample.Builder sample = new ArmSample.Builder(0);
    for (int i = 0; i < 100; i++) {
      sample.add(1, i < 30 ? Arm.CONTROL : Arm.TARGET, 0);
    }
    Lift lift = lift(sample.build());

    assertThat(lift.verdict()).isEqualTo(Lift.Verdict.NOT_YET);
    assertThat(lift.low()).isZero();
    assertThat(lift.high()).isZero();
    assertThat(lift.relative()).isNaN();
    assertThat(lift.customersToDecide()).isInfinite();
  }

  @Test
  void beforeTheFirstLook_isNotYetConclusive() {
    Lift lift = Lift.of(reference(2), Double.POSITIVE_INFINITY, 1).orElseThrow();

    assertThat(lift.verdict()).isEqualTo(Lift.Verdict.NOT_YET);
    assertThat(lift.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(lift.probability()).isEqualTo(1);
  }

  @Test
  void numbersThatAreNone_areRefused() {
    ArmSample.Builder sample = new ArmSample.Builder(1);

    assertThatThrownBy(() -> sample.add(1, Arm.TARGET, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sample.add(1, Arm.TARGET, 1)).hasMessage("0 covariates, not 1");
  }

  /** Money as of a shop: most bring nothing, a few very much; those who did before do again. */
  private static ArmSample shop(SplittableRandom random, int customers, double lift) {
    ArmSample.Builder sample = new ArmSample.Builder(1);
    for (int i = 0; i < customers; i++) {
      double wealth = Math.exp(0.9 * random.nextGaussian());
      double before = random.nextDouble() < 0.35 ? spent(random, wealth) : 0;
      boolean target = i % 5 != 0;
      double after = random.nextDouble() < 0.35 ? spent(random, wealth) : 0;
      // everybody in target brings so much more: the truth is known
      sample.add(
          wealth > 1.5 ? 2 : 1,
          target ? Arm.TARGET : Arm.CONTROL,
          after + (target ? lift : 0),
          before);
    }
    return sample.build();
  }

  private static double spent(SplittableRandom random, double wealth) {
    return 30 * wealth * Math.exp(0.8 * random.nextGaussian());
  }

  @Test
  void intervalHoldsTheTruth_asOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(20260101);
    int runs = 200;
    int covered = 0;
    int alarms = 0;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      double truth = run % 2 == 0 ? 0 : 12;
      Lift lift = lift(shop(random, 2_000, truth));
      covered += lift.low() <= truth && truth <= lift.high() ? 1 : 0;
      alarms += truth == 0 && lift.verdict() != Lift.Verdict.NOT_YET ? 1 : 0;
      found += truth > 0 && lift.verdict() == Lift.Verdict.HIGHER ? 1 : 0;
    }
    double error = Math.sqrt(0.05 * 0.95 / (runs / 2.0));
    assertThat((double) covered / runs).isGreaterThanOrEqualTo(0.93);
    assertThat(alarms / (runs / 2.0)).isLessThanOrEqualTo(0.05 + 2 * error);
    assertThat(found / (runs / 2.0)).isBetween(0.5, 1.0);
  }

  /** Customers go on as they were, so that what they brought by two dates is alike. */
  @Test
  void noLift_lookedAtEveryMonth_alarmsInAtMostOneOfTwenty() {
    SplittableRandom random = new SplittableRandom(20260103);
    int runs = 500;
    int customers = 2_000;
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      ArmSample.Builder sample = new ArmSample.Builder(0);
      double[] wealth = new double[customers];
      for (int i = 0; i < customers; i++) {
        wealth[i] = Math.exp(0.9 * random.nextGaussian());
        sample.add(1, i % 5 == 0 ? Arm.CONTROL : Arm.TARGET, 0);
      }
      ArmCells cells = ArmCells.of(sample.build());
      double[] money = new double[customers];
      boolean alarm = false;
      for (int month = 1; month <= 12; month++) {
        for (int i = 0; i < customers; i++) {
          money[i] += random.nextDouble() < 0.1 ? spent(random, wealth[i]) : 0;
        }
        StratifiedDifference now = StratifiedDifference.of(cells, money);
        alarm |= Math.abs(now.difference()) > Looks.ANY.bound(month / 12.0) * now.error();
      }
      alarms += alarm ? 1 : 0;
    }
    assertThat((double) alarms / runs)
        .isLessThanOrEqualTo(0.05 + 2 * Math.sqrt(0.05 * 0.95 / runs));
  }

  @Test
  void whatWouldDecide_followsFromTheSmallestEffect() {
    Lift lift = lift(shop(new SplittableRandom(3), 1_500, 4));
    double factor = lift.customersToDecide() / 1_500;

    assertThat(lift.smallest() / Math.sqrt(factor))
        .isCloseTo(Math.abs(lift.difference()), within(1e-9));
    // an error that grows as the root of time: as many times the days as customers
    assertThat(lift.daysToDecide(90, lift.error() / Math.sqrt(2)))
        .isCloseTo(90 * Math.max(1, factor), within(1e-6));
    // one that grows as time itself: no time decides
    assertThat(lift.daysToDecide(90, lift.error() / 2)).isInfinite();
  }

  @Test
  void fewWhoSpendMost_areCutForTheSensitivity() {
    ArmSample sample = shop(new SplittableRandom(5), 5_000, 0);

    assertThat(lift(sample.winsorised(0.999)).error()).isLessThan(lift(sample).error());
    assertThat(lift(sample.winsorised(1)).error()).isEqualTo(lift(sample).error());
  }

  @Test
  void oneStratum_isReportedAlone() {
    ArmSample two = shop(new SplittableRandom(6), 3_000, 0).only(2);

    assertThat(two.size()).isBetween(500, 1_500);
    assertThat(lift(two).pooled()).isZero();
  }

  @Test
  void comparisonsFound_areThoseOfBenjaminiAndHochberg() {
    // the example of their paper (1995), table of 15 probabilities: four are found at q = 0.05
    double[] probabilities = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1
    };

    assertThat(FalseDiscovery.limit(probabilities, 0.05)).isEqualTo(0.0095);
    assertThat(FalseDiscovery.limit(new double[] {0.9, 0.6}, 0.1)).isNegative();
  }
}
