// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.segment.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UpliftsTest {
  private static final Optional<Segment> RECENT = Optional.of(Segment.RECENT_CUSTOMER);
  private static final Optional<Segment> VIP = Optional.of(Segment.LOYAL_VIP);

  private static OutcomeCell cell(Segment segment, long n1, long k1, long n0, long k0) {
    return new OutcomeCell("a", segment, n1, k1, n0, k0);
  }

  @Test
  void nothingMeasured_isUnknownAroundZero() {
    Uplift uplift = Uplifts.of(List.of(), List.of()).of("a", RECENT);
    assertThat(uplift.mean()).isZero();
    assertThat(uplift.basis()).isEqualTo(Uplift.Basis.UNKNOWN);
    // the spreads supposed: sqrt(0.03^2 + 0.01^2)
    assertThat(uplift.error()).isCloseTo(Math.sqrt(0.001), within(1e-12));
  }

  @Test
  void peopleOnOneSideOnly_tellNothing() {
    Uplift uplift =
        Uplifts.of(List.of(), List.of(cell(Segment.RECENT_CUSTOMER, 1000, 400, 0, 0)))
            .of("a", RECENT);
    assertThat(uplift.mean()).isZero();
    assertThat(uplift.basis()).isEqualTo(Uplift.Basis.UNKNOWN);
  }

  @Test
  void oneCell_isWhatTheFormulaSays() {
    Uplift uplift =
        Uplifts.of(List.of(), List.of(cell(Segment.RECENT_CUSTOMER, 900, 90, 100, 5)))
            .of("a", RECENT);
    // by hand: p = 95.5/1001, u = (90+p)/901 - (5+p)/101, v = sum p(1-p)/(n+2)
    double rate = 95.5 / 1001;
    double shown = (90 + rate) / 901;
    double held = (5 + rate) / 101;
    double v = shown * (1 - shown) / 902 + held * (1 - held) / 102;
    double u = shown - held;
    double tau0 = 1e-4;
    double tau = tau0; // one segment lies at its own mean and tells nothing of the spread
    double omega0 = 9e-4;
    double all = v + tau;
    double g = omega0 / (omega0 + all);
    double omega = Math.max(omega0 / 2, (4 * omega0 + g * (u * u - all)) / (4 + g));
    double variance = 1 / (1 / omega + 1 / all);
    double mean = variance * u / all;
    double b = tau / (tau + v);
    assertThat(uplift.mean()).isCloseTo(b * u + (1 - b) * mean, within(1e-12));
    assertThat(uplift.variance()).isCloseTo(b * v + (1 - b) * (1 - b) * variance, within(1e-12));
    assertThat(uplift.basis()).isEqualTo(Uplift.Basis.MEASURED);
  }

  @Test
  void manyPeople_saySoThemselves() {
    Uplift uplift =
        Uplifts.of(
                List.of(),
                List.of(cell(Segment.RECENT_CUSTOMER, 900_000, 126_000, 100_000, 10_000)))
            .of("a", RECENT);
    assertThat(uplift.mean()).isCloseTo(0.04, within(0.001));
    assertThat(uplift.error()).isLessThan(0.0011);
  }

  @Test
  void segmentWithoutPeople_hasTheUpliftOfTheActionAndIsLessCertain() {
    Uplifts uplifts =
        Uplifts.of(
            List.of(), List.of(cell(Segment.RECENT_CUSTOMER, 90_000, 12_600, 10_000, 1_000)));
    assertThat(uplifts.of("a", VIP).mean()).isBetween(0.02, 0.04);
    assertThat(uplifts.of("a", VIP).error()).isGreaterThan(uplifts.of("a", RECENT).error());
  }

  @Test
  void supposition_standsUntilMeasured() {
    Action supposed =
        new Action(
            "a",
            Map.of(),
            "grow",
            "offers",
            false,
            List.of(new Treatment("mail", Channel.EMAIL, 0)),
            Action.Terms.FREE,
            Action.Limits.NONE,
            Optional.of(new Action.Assumption(0.05, 0.01)),
            Audience.EVERYBODY);
    assertThat(Uplifts.of(List.of(supposed), List.of()).of("a", RECENT))
        .satisfies(
            uplift -> {
              assertThat(uplift.mean()).isCloseTo(0.05, within(1e-15));
              assertThat(uplift.error()).isCloseTo(0.01, within(1e-15));
              assertThat(uplift.basis()).isEqualTo(Uplift.Basis.ASSUMED);
            });
    Uplift few =
        Uplifts.of(List.of(supposed), List.of(cell(Segment.RECENT_CUSTOMER, 90, 9, 10, 1)))
            .of("a", RECENT);
    assertThat(few.mean()).isCloseTo(0.05, within(0.002));
    assertThat(few.error()).isLessThan(0.0145); // sqrt(2) of what was supposed
    Uplift measured =
        Uplifts.of(
                List.of(supposed),
                List.of(cell(Segment.RECENT_CUSTOMER, 900_000, 90_000, 100_000, 10_000)))
            .of("a", RECENT);
    assertThat(measured.mean()).isCloseTo(0, within(0.002));
    assertThat(measured.basis()).isEqualTo(Uplift.Basis.MEASURED);
  }

  /** If uplifts vary as the model supposes, the interval of 95 % holds the truth as often. */
  @Test
  void interval_holdsTheTruth() {
    SplittableRandom random = new SplittableRandom(7);
    int held = 0;
    int asked = 0;
    for (int shop = 0; shop < 200; shop++) {
      List<OutcomeCell> cells = new ArrayList<>();
      double[][] truth = new double[5][4];
      for (int a = 0; a < 5; a++) {
        double action = 0.03 * random.nextGaussian();
        for (int s = 0; s < 4; s++) {
          truth[a][s] = Math.max(-0.15, action + 0.01 * random.nextGaussian());
          cells.add(
              new OutcomeCell(
                  "a" + a,
                  Segment.of(s + 1),
                  2000,
                  bought(2000, 0.2 + truth[a][s], random),
                  400,
                  bought(400, 0.2, random)));
        }
      }
      Uplifts uplifts = Uplifts.of(List.of(), cells);
      for (int a = 0; a < 5; a++) {
        for (int s = 0; s < 4; s++) {
          Uplift uplift = uplifts.of("a" + a, Optional.of(Segment.of(s + 1)));
          asked++;
          held += Math.abs(uplift.mean() - truth[a][s]) <= 1.96 * uplift.error() ? 1 : 0;
        }
      }
    }
    assertThat(held / (double) asked).isBetween(0.93, 0.98);
  }

  private static long bought(int people, double rate, SplittableRandom random) {
    long bought = 0;
    for (int i = 0; i < people; i++) {
      bought += random.nextDouble() < rate ? 1 : 0;
    }
    return bought;
  }

  @Test
  void oneCellTwice_isRefused() {
    OutcomeCell cell = cell(Segment.LOYAL_VIP, 10, 1, 10, 1);
    assertThatThrownBy(() -> Uplifts.of(List.of(), List.of(cell, cell)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two cells of one action and segment: a 02");
  }
}
