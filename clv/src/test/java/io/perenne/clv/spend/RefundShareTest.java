// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RefundShareTest {

  /** A base that gave back 5 % of purchases of 40. */
  private static final RefundShare SHARE = RefundShare.of(40_000, 2_000, 1_000);

  @Test
  void kept_isThatOfTheBaseForOneOfWhomNothingIsKnown() {
    assertThat(SHARE.kept(0, 0)).isCloseTo(0.95, within(1e-12));
  }

  @Test
  void kept_isShrunkenTowardsTheBase() {
    // ten purchases of 40 of the base beside as much of the customer's own: the mean of 5 and 45 %
    assertThat(SHARE.kept(400, 180)).isCloseTo(1 - (0.05 + 0.45) / 2, within(1e-12));
    assertThat(SHARE.kept(400, 0)).isCloseTo(1 - 0.05 / 2, within(1e-12));
  }

  @Test
  void kept_isNothingOfOneWhoGaveBackEverything() {
    assertThat(SHARE.kept(400, 400)).isZero();
    assertThat(SHARE.kept(400, 650)).isZero();
  }

  @Test
  void kept_takesAllRefundsOffTheTotalOfTheBase() {
    // one customer in seven gives back half: what is kept of all payments is what was kept of them
    double paid = 0;
    double refunded = 0;
    for (int i = 0; i < 1000; i++) {
      paid += paid(i);
      refunded += refunded(i);
    }
    RefundShare share = RefundShare.of(paid, refunded, paid / 40);
    double kept = 0;
    for (int i = 0; i < 1000; i++) {
      kept += paid(i) * share.kept(paid(i), refunded(i));
    }

    assertThat(kept / paid).isCloseTo(1 - refunded / paid, within(0.005));
  }

  private static double paid(int customer) {
    return 40 * (1 + customer % 20);
  }

  private static double refunded(int customer) {
    return customer % 7 == 0 ? 0.5 * paid(customer) : 0;
  }

  @Test
  void of_knowsNoRefundsWhereNothingWasPaid() {
    assertThat(RefundShare.of(0, 0, 0)).isEqualTo(RefundShare.none());
    assertThat(RefundShare.none().kept(100, 0)).isEqualTo(1);
    assertThat(RefundShare.none().kept(0, 0)).isEqualTo(1);
  }

  @Test
  void of_refusesWhatIsNoSumOfMoney() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RefundShare.of(-1, 0, 1))
        .withMessageContaining("paid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SHARE.kept(1, Double.NaN))
        .withMessageContaining("refunded");
  }
}
