// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseHistory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that are others at the end of a range: with dropout gone, all are NBD. */
class NestingTest {

  private static final Nbd NBD = Nbd.of(0.7, 60);

  static Stream<TransactionModel> withoutDropout() {
    return Stream.of(
        BgNbd.of(0.7, 60, 1e-11, 2),
        ModifiedBgNbd.of(0.7, 60, 1e-11, 2),
        BgCnbd.of(1, 0.7, 60, 1e-11, 2),
        ModifiedBgCnbd.of(1, 0.7, 60, 1e-11, 2),
        // a mean dropout rate of 1e-14 a day, the same for all
        ParetoNbd.of(0.7, 60, 1e4, 1e18),
        ParetoCnbd.of(1, 0.7, 60, 1e4, 1e18),
        GompertzNbd.of(0.7, 60, 1e4, 1e18, 1e-9),
        ParetoCnbdMixture.of(0.7, 60, 1e4, 1e18, 1, 0, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("withoutDropout")
  void withoutDropout_isNbd(TransactionModel model) {
    for (PurchaseHistory h : TransactionModelContract.HISTORIES) {
      double value = NBD.logLikelihood(h);
      assertThat(model.logLikelihood(h)).isCloseTo(value, within(1e-8 * (1 + Math.abs(value))));
      assertThat(model.probabilityAlive(h)).isCloseTo(1, within(1e-8));
      close(
          model.conditionalExpectedTransactions(h, 200),
          NBD.conditionalExpectedTransactions(h, 200));
      close(
          model.discountedExpectedResidualTransactions(h, 3e-4, 900),
          NBD.discountedExpectedResidualTransactions(h, 3e-4, 900));
      for (int n = 0; n < 6; n++) {
        close(model.probabilityOf(n, h, 45), NBD.probabilityOf(n, h, 45));
      }
    }
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-7 * (1e-4 + expected)));
  }
}
