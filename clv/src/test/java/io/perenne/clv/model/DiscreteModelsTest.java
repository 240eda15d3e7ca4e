// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.contract.BetaDiscreteWeibull;
import io.perenne.clv.contract.BgBb;
import io.perenne.clv.contract.CohortSurvival;
import io.perenne.clv.contract.OpportunityHistory;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.spend.GammaGamma;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BG/BB, sBG, BdW and Gamma-Gamma against golden.csv (relative 1e-12) and published fits. */
class DiscreteModelsTest {
  private static final Path DONATIONS =
      Path.of("src/test/resources/io/perenne/clv/contract/donations_rf_matrix.csv");

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  static Stream<Golden> bgBb() {
    return Golden.rows("BG/BB");
  }

  static Stream<Golden> sbg() {
    return Golden.rows("sBG");
  }

  static Stream<Golden> gammaGamma() {
    return Golden.rows("GammaGamma");
  }

  @ParameterizedTest
  @MethodSource("bgBb")
  void bgBb_equalsReference(Golden row) {
    var model = BgBb.of(row.get("alpha"), row.get("beta"), row.get("gamma"), row.get("delta"));
    var history = new OpportunityHistory(row.count("x"), row.count("tx"), row.count("n"));
    double actual =
        switch (row.question()) {
          case "logLik" -> model.logLikelihood(history);
          case "pAlive(m=1)" -> model.probabilityAlive(history, 1);
          case "condExp(m=5)" -> model.conditionalExpectedTransactions(history, 5);
          case "DERT(d=0.1)" -> model.discountedExpectedResidualTransactions(history, 0.1);
          default -> throw new AssertionError(row.question());
        };
    assertThat(actual).isCloseTo(row.value(), within(1e-12 * Math.abs(row.value())));
  }

  @ParameterizedTest
  @MethodSource("sbg")
  void sbg_equalsReference(Golden row) {
    var model = BetaDiscreteWeibull.shiftedBetaGeometric(row.get("alpha"), row.get("beta"));
    double actual =
        switch (row.question()) {
          case "S(t)" -> model.survival(row.count("t"));
          case "DEL" -> model.discountedExpectedLifetime(row.get("d"));
          case "DERL(n=3)" -> model.discountedExpectedResidualLifetime(3, row.get("d"));
          default -> throw new AssertionError(row.question());
        };
    assertThat(actual).isCloseTo(row.value(), within(1e-12 * row.value()));
  }

  @ParameterizedTest
  @MethodSource("gammaGamma")
  void gammaGamma_equalsReference(Golden row) {
    var model = GammaGamma.of(row.get("p"), row.get("q"), row.get("v"));
    var history = SpendHistory.of(row.count("x"), row.count("x") * row.get("m"));
    double actual =
        switch (row.question()) {
          case "logLikMean" -> model.logLikelihoodOfMean(history);
          case "expSpend" -> model.expectedTransactionValue(history);
          default -> throw new AssertionError(row.question());
        };
    assertThat(actual).isCloseTo(row.value(), within(1e-12 * Math.abs(row.value())));
  }

  /** The number of rows says that none of the reference is left untested. */
  @Test
  void golden_everyRowIsTestedSomewhere() {
    List<String> tested =
        List.of(
            "BG/NBD",
            "MBG/NBD",
            "G(t",
            "MBG/CNBD-2",
            "Pareto/NBD",
            "GGomp/NBD",
            "GammaGamma",
            "BG/BB",
            "sBG",
            "expz*E_nu");
    assertThat(Golden.all()).hasSize(202);
    assertThat(tested.stream().mapToLong(prefix -> Golden.rows(prefix).count()).sum())
        .isEqualTo(202);
  }

  /** Fader, Hardie and Shang (2010), tables 3 and 5, and independent Python to more digits. */
  @Test
  void bgBb_donations_equalsThePaper() throws IOException {
    Map<OpportunityHistory, Double> donors = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DONATIONS)) {
      if (Character.isDigit(line.charAt(0))) {
        String[] row = line.split(",", -1);
        donors.put(
            new OpportunityHistory(
                Integer.parseInt(row[0]), Integer.parseInt(row[1]), Integer.parseInt(row[2])),
            Double.valueOf(row[3]));
      }
    }
    ModelFit<BgBb> fit = BgBb.fit(donors, PLAIN);

    assertThat(fit.logLikelihood()).isCloseTo(-33225.5813, within(1e-4));
    assertClose(fit.model().orElseThrow().parameters(), 1e-5, 1.203522, .749716, .656718, 2.783442);
    assertClose(fit.standardErrors(), 5e-3, .0694, .0294, .0510, .3208);
    BgBb model = fit.model().orElseThrow();
    double total = 0;
    double discounted = 0;
    for (var cell : donors.entrySet()) {
      total += cell.getValue() * model.conditionalExpectedTransactions(cell.getKey(), 5);
      discounted +=
          cell.getValue() * model.discountedExpectedResidualTransactions(cell.getKey(), 0.1);
    }
    assertThat(total).isCloseTo(12884.16, within(0.01));
    assertThat(discounted).isCloseTo(20291.3, within(0.051));
    double[] histogram = {3454.9, 1888.7, 1348.9, 1113.4, 1017.9, 1027.2, 1253.1};
    for (int x = 0; x <= 6; x++) {
      assertThat(11104 * model.probabilityOf(x, 6)).isCloseTo(histogram[x], within(0.05));
    }
    assertThat(model.expectedTransactions(6)).isCloseTo(2.22017, within(1e-5));
  }

  /** Independent optima (Python) of the two groups of Fader and Hardie (2007), per 1,000. */
  @Test
  void sbg_regularAndHighEnd_equalIndependentOptima() {
    var regular =
        BetaDiscreteWeibull.fitShiftedBetaGeometric(
            List.of(CohortSurvival.of(1000, 631, 468, 382, 326, 289, 262, 241)), PLAIN);
    var highEnd =
        BetaDiscreteWeibull.fitShiftedBetaGeometric(
            List.of(CohortSurvival.of(1000, 869, 743, 653, 593, 551, 517, 491)), PLAIN);

    assertThat(regular.logLikelihood()).isCloseTo(-1680.2652, within(1e-4));
    assertThat(highEnd.logLikelihood()).isCloseTo(-1611.1581, within(1e-4));
    assertParameters(regular, .704077, 1.182043);
    assertParameters(highEnd, .668088, 3.806095);
    assertClose(regular.standardErrors(), 5e-3, .0656, .1525);
    assertClose(highEnd.standardErrors(), 5e-3, .1037, .7855);
    double[] survival = {
      62.67, 47.38, 38.80, 33.21, 29.23, 26.25, 23.90, 22.01, 20.44, 19.12, 17.99, 17.00
    };
    for (int t = 1; t <= 12; t++) {
      assertThat(100 * regular.model().orElseThrow().survival(t))
          .isCloseTo(survival[t - 1], within(0.005));
    }
  }

  private static void assertParameters(
      ModelFit<BetaDiscreteWeibull> fit, double alpha, double beta) {
    Map<String, Double> actual = fit.model().orElseThrow().parameters();
    assertThat(actual.get("alpha")).isCloseTo(alpha, within(1e-5));
    assertThat(actual.get("beta")).isCloseTo(beta, within(1e-5));
  }

  /** A customer of long standing is worth more than a new one: r(t) rises. */
  @Test
  void sbg_residualLifetimeRisesWithTenure() {
    var model = BetaDiscreteWeibull.shiftedBetaGeometric(.704077, 1.182043);
    double[] printed = {2.9644, 4.1031, 4.8698, 5.4421, 5.8941};
    for (int n = 1; n <= 5; n++) {
      assertThat(model.discountedExpectedResidualLifetime(n, 0.1))
          .isCloseTo(printed[n - 1], within(1e-4));
    }
  }

  @Test
  void bdw_withCOne_isSbg() {
    var sbg = BetaDiscreteWeibull.shiftedBetaGeometric(0.7, 1.2);
    var nearly = BetaDiscreteWeibull.of(0.7, 1.2, 1 + 1e-12);
    for (int t = 0; t < 100; t += 7) {
      assertThat(nearly.survival(t)).isCloseTo(sbg.survival(t), within(1e-10));
    }
    assertThat(nearly.discountedExpectedLifetime(0.1))
        .isCloseTo(sbg.discountedExpectedLifetime(0.1), within(1e-9));
    assertThat(nearly.discountedExpectedResidualLifetime(4, 0.1))
        .isCloseTo(sbg.discountedExpectedResidualLifetime(4, 0.1), within(1e-9));
  }

  /** A customer still active at n survives to n + t with S(n + t) / S(n), not S(n + t). */
  @Test
  void survival_ofOneStillThere_isConditional() {
    var model = BetaDiscreteWeibull.of(0.9, 2.5, 0.8);
    assertThat(model.survival(3, 4))
        .isCloseTo(model.survival(7) / model.survival(3), within(1e-13));
    assertThat(model.retention(5)).isCloseTo(model.survival(5) / model.survival(4), within(1e-13));
  }

  @Test
  void bdw_derivativesAndFit_agreeWithTheData() {
    var cohort = CohortSurvival.of(1000, 869, 743, 653, 593, 551, 517, 491);
    var bdw = BetaDiscreteWeibull.fit(List.of(cohort), PLAIN);
    var sbg = BetaDiscreteWeibull.fitShiftedBetaGeometric(List.of(cohort), PLAIN);
    assertThat(bdw.logLikelihood()).isGreaterThan(sbg.logLikelihood());
    for (int t = 1; t < 8; t++) {
      assertThat(1000 * bdw.model().orElseThrow().survival(t))
          .isCloseTo(cohort.customers().get(t), within(8.0));
    }
  }

  private static void assertClose(
      Map<String, Double> actual, double tolerance, double... expected) {
    int i = 0;
    for (double value : actual.values()) {
      assertThat(value).isCloseTo(expected[i], within(tolerance * expected[i]));
      i++;
    }
    assertThat(i).isEqualTo(expected.length);
  }
}
