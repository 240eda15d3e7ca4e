// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncompleteGammaTest {

  /** For whole shapes P(n, x) = P(Poisson(x) >= n), here by 60-digit sums (Python, decimal). */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 0.39346934028736658",
    "3, 0.125, 0.00029647754088802021",
    "3, 2, 0.32332358381693654",
    "3, 4.5, 0.82642192908996392",
    "10, 9, 0.41259175566805861",
    "10, 25, 0.99977852336175121",
    "200, 150, 5.7096885742082446e-05",
    "200, 201, 0.5375075509172329",
    "200, 230, 0.97966885667116377"
  })
  void regularized_wholeShapes_areSumsOfPoisson(double shape, double x, double expected) {
    assertThat(IncompleteGamma.regularized(shape, x))
        .isCloseTo(expected, within(1e-13 * expected + 1e-15));
  }

  /** P(1/2, x) is erf(sqrt(x)), from Abramowitz and Stegun, table 7.1. */
  @Test
  void regularized_half_isTheErrorFunction() {
    assertThat(IncompleteGamma.regularized(0.5, 0.25)).isCloseTo(0.5204998778, within(5e-11));
    assertThat(IncompleteGamma.regularized(0.5, 1)).isCloseTo(0.8427007929, within(5e-11));
    assertThat(IncompleteGamma.regularized(0.5, 4)).isCloseTo(0.9953222650, within(5e-11));
  }

  @Test
  void regularized_anyShape_risesFromNoneToAll() {
    for (double shape : new double[] {1e-8, 1e-3, 0.3, 7, 400, 18_000, 1e6}) {
      double before = 0;
      assertThat(IncompleteGamma.regularized(shape, 0)).isZero();
      for (double x = shape / 8; x < 8 * shape + 60; x *= 1.01) {
        double here = IncompleteGamma.regularized(shape, x);
        assertThat(here).isBetween(before - 1e-12, 1.0);
        before = here;
      }
      assertThat(before).isCloseTo(1, within(1e-12));
    }
  }
}
