// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.ExponentialIntegral;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pareto/NBD and its special function against golden.csv, relative 1e-10 and better. */
class ParetoNbdGoldenTest {

  /** 15 percent a year per week of 1/52 year, as the reference says. */
  private static final double WEEKLY_RATE = Math.log(1.15) / 52;

  static Stream<Golden> pareto() {
    return Golden.rows("Pareto/NBD");
  }

  static Stream<Golden> exponentialIntegral() {
    return Golden.rows("expz*E_nu");
  }

  @ParameterizedTest
  @MethodSource("pareto")
  void paretoNbd_equalsReference(Golden row) {
    var model = ParetoNbd.of(row.get("r"), row.get("alpha"), row.get("s"), row.get("beta"));
    var history = PurchaseHistory.of(row.count("x"), row.get("tx"), row.get("T"));
    double actual =
        switch (row.question()) {
          case "logLik" -> model.logLikelihood(history);
          case "pAlive" -> model.probabilityAlive(history);
          case "condExp(t=39)" -> model.conditionalExpectedTransactions(history, 39);
          case "DERT(delta=ln1.15/52)" ->
              model.discountedExpectedResidualTransactions(history, WEEKLY_RATE);
          default -> throw new AssertionError(row.question());
        };
    assertThat(actual).isCloseTo(row.value(), within(1e-10 * Math.abs(row.value())));
  }

  @ParameterizedTest
  @MethodSource("exponentialIntegral")
  void scaledExponentialIntegral_equalsReference(Golden row) {
    double nu = row.get("nu");
    double z = row.get("z");
    double actual = ExponentialIntegral.scaled(nu, z);
    assertThat(actual).isCloseTo(row.value(), within(2e-14 * row.value()));
    assertThat(actual).isGreaterThan(1 / (z + nu));
    if (nu > 1) {
      assertThat(actual).isLessThan(1 / (z + nu - 1));
    }
  }
}
