// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseHistory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BG/NBD and MBG/NBD against golden.csv, relative 1e-10 as the series and quadratures promise. */
class BetaGeometricGoldenTest {

  /** 15 percent a year per week of 1/52 year, as the reference says. */
  private static final double WEEKLY_RATE = Math.log(1.15) / 52;

  static Stream<Golden> bg() {
    return Golden.rows("BG/NBD");
  }

  static Stream<Golden> mbg() {
    return Golden.rows("MBG/NBD");
  }

  static Stream<Golden> whileAlive() {
    return Golden.rows("G(t");
  }

  @ParameterizedTest
  @MethodSource("bg")
  void bgNbd_equalsReference(Golden row) {
    check(row, BgNbd.of(row.get("r"), row.get("alpha"), row.get("a"), row.get("b")));
  }

  @ParameterizedTest
  @MethodSource("mbg")
  void modifiedBgNbd_equalsReference(Golden row) {
    check(row, ModifiedBgNbd.of(row.get("r"), row.get("alpha"), row.get("a"), row.get("b")));
  }

  @ParameterizedTest
  @MethodSource("whileAlive")
  void purchasesWhileAlive_equalReference(Golden row) {
    var purchases =
        new BetaGeometricPurchases(row.get("rho"), row.get("A"), row.get("a"), row.get("b"));
    assertThat(purchases.expected(row.get("t")))
        .isCloseTo(row.value(), within(1e-12 * row.value()));
  }

  private static void check(Golden row, TransactionModel model) {
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
}
