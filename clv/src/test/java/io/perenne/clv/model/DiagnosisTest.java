// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.Diagnosis;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.HistoryFindings;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of optima at places where models degenerate. */
class DiagnosisTest {

  private static final HistoryCells CELLS =
      HistoryCells.builder().add(0, 0, 300, 50).add(2, 90, 400, 40).add(3, 200, 500, 30).build();

  /** An optimum at given parameters, the first of which may be free to move with the second. */
  private static Fitter.Peak peak(boolean ridge, double... at) {
    LogLikelihood likelihood =
        p -> {
          Derivatives sum = Derivatives.zero(p.length);
          double value = 0;
          for (int i = ridge ? 1 : 0; i < p.length; i++) {
            double off = p[i] / at[i] - 1;
            value -= off * off;
            sum.gradient()[i] = -2 * off / at[i];
            sum.hessian()[i][i] = -2 / (at[i] * at[i]);
          }
          return new Derivatives(value, sum.gradient(), sum.hessian());
        };
    List<Coordinate> coordinates = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      coordinates.add(Coordinate.positive("p" + i, at[i]));
    }
    return Fitter.maximize(
        new FittingProblem(
            coordinates, List.of(at.clone()), Penalty.none(), List.of(() -> likelihood)));
  }

  @Test
  void ridge_namesWhatIsDetermined() {
    assertThat(ridge(List.of("r", "alpha", "s", "beta"), 0.5, 50, 0.6, 120))
        .endsWith("What is determined: r / alpha = 0.01000, s / beta = 0.005000.");
    assertThat(ridge(List.of("r", "alpha", "a", "b"), 0.5, 50, 1, 3))
        .endsWith("What is determined: r / alpha = 0.01000, a / (a + b) = 0.2500.");
    assertThat(ridge(List.of("r", "alpha", "s", "beta", "b"), 0.5, 50, 0.6, 120, 0.01))
        .endsWith("r / alpha = 0.01000, s / beta = 0.005000.");
    assertThat(ridge(List.of("p", "q", "v"), 6, 4, 15)).endsWith("p v / (q - 1) = 30.00.");
    assertThat(ridge(List.of("alpha", "beta", "gamma", "delta"), 1, 3, 1, 1))
        .endsWith("alpha / (alpha + beta) = 0.2500, gamma / (gamma + delta) = 0.5000.");
    assertThat(ridge(List.of("alpha", "beta"), 1, 3)).endsWith("alpha / (alpha + beta) = 0.2500.");
  }

  private static String ridge(List<String> names, double... at) {
    List<Finding> findings = Diagnosis.of(peak(true, at), names);
    assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.RIDGE);
    return findings.get(0).message().in(Language.EN);
  }

  /** Every family with lifetimes or coins notices that they are the same for all. */
  @Test
  void sameDropout_isNoticedByEveryFamily() {
    double[] lifetimes = {0.5, 50, 80, 8000};
    double[] coins = {0.5, 50, 20, 60};
    assertSame(
        LifetimeFamily.paretoCnbd(2).findings(peak(false, lifetimes), CELLS), "0.0100 per day");
    double[] mixture = {0.5, 50, 80, 8000, 1, 1, 1, 1, 1, 1};
    assertSame(
        RegularityFamily.from(ParetoNbd.of(1, 1, 1, 1)).findings(peak(false, mixture), CELLS),
        "0.0100 per day");
    assertSame(ErlangCoinFamily.modifiedBgCnbd(3).findings(peak(false, coins), CELLS), "0.25");
    double[] different = {0.5, 50, 0.6, 80};
    assertThat(LifetimeFamily.paretoCnbd(2).findings(peak(false, different), CELLS)).isEmpty();
  }

  private static void assertSame(List<Finding> findings, String words) {
    assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.SAME_DROPOUT);
    assertThat(findings.get(0).message().in(Language.EN)).contains(words);
  }

  @Test
  void ages_closerThanAGap_areNoticed() {
    HistoryCells together =
        HistoryCells.builder().add(0, 0, 300, 50).add(2, 90, 310, 40).add(1, 200, 320, 30).build();
    assertThat(HistoryFindings.of(together))
        .extracting(Finding::kind)
        .contains(Finding.Kind.SAME_AGE);
    assertThat(HistoryFindings.of(CELLS))
        .extracting(Finding::kind)
        .doesNotContain(Finding.Kind.SAME_AGE);
  }
}
