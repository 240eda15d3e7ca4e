// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.words.Language;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What is told of searches that end badly. */
class FitterTest {

  private static Fitter.Peak search(DoubleUnaryOperator f, double... starts) {
    LogLikelihood likelihood =
        p -> {
          double x = p[0];
          double h = 1e-4;
          double slope = (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
          double bend =
              (f.applyAsDouble(x + h) - 2 * f.applyAsDouble(x) + f.applyAsDouble(x - h)) / (h * h);
          return new Derivatives(f.applyAsDouble(x), new double[] {slope}, new double[][] {{bend}});
        };
    return climb(likelihood, starts);
  }

  private static Fitter.Peak climb(LogLikelihood likelihood, double... starts) {
    return Fitter.maximize(
        new FittingProblem(
            List.of(Coordinate.free("x", 1)),
            Arrays.stream(starts).mapToObj(x -> new double[] {x}).toList(),
            Penalty.none(),
            List.of(() -> likelihood)));
  }

  private static ModelFit<String> report(Fitter.Peak peak) {
    return peak.report(p -> "a model", 10, 1, false, List::of);
  }

  @Test
  void report_ofARestingSearch_isAModel() {
    ModelFit<String> fit = report(search(x -> -(x - 2) * (x - 2), 0));
    assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
    assertThat(fit.model()).contains("a model");
  }

  @Test
  void report_whereNothingIsANumber_isFailed() {
    ModelFit<String> fit = report(search(x -> Double.NaN, 0));
    assertThat(fit.status()).isEqualTo(FitStatus.FAILED);
    assertThat(fit.model()).isEmpty();
    assertThat(fit.findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.NOT_CONVERGED);
    assertThat(fit.diagnosis(Language.EN))
        .contains("left the range in which the likelihood is a number");
  }

  /** Slopes that never keep their promise: every step is refused until none is left. */
  @Test
  void report_ofASearchThatNeverRests_isFailed() {
    LogLikelihood lie =
        p -> new Derivatives(-Math.abs(p[0]), new double[] {1}, new double[][] {{0}});
    ModelFit<String> fit = report(climb(lie, 0));
    assertThat(fit.status()).isEqualTo(FitStatus.FAILED);
    assertThat(fit.diagnosis(Language.EN)).contains("stopped before it settled");
  }

  /** One start outside the range of the likelihood does not spoil the others. */
  @Test
  void maximize_fromSeveralStarts_prefersThoseThatAreNumbers() {
    DoubleUnaryOperator f = x -> x > 50 ? Double.NaN : -(x - 2) * (x - 2);
    for (double[] starts : List.of(new double[] {0, 99}, new double[] {99, 0})) {
      Fitter.Peak peak = search(f, starts);
      assertThat(peak.converged()).isTrue();
      assertThat(peak.parameters()[0]).isBetween(1.999, 2.001);
    }
  }
}
