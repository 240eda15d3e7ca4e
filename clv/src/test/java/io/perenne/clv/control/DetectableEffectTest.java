// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DetectableEffectTest {
  /** Mean, deviation and R² of revenue in 90 days among 23,500 customers like those of CDNOW. */
  private static final DetectableEffect PLAIN = new DetectableEffect(12.6, 53.4, 0);

  private static final DetectableEffect KNOWN = new DetectableEffect(12.6, 53.4, 0.35);
  private static final double CUSTOMERS = 23_500;

  @Test
  void smallestEffect_isThatOfTheFormula() {
    assertThat(PLAIN.smallestShare(CUSTOMERS, 0.05)).isCloseTo(0.355, within(0.002));
    assertThat(PLAIN.smallestShare(CUSTOMERS, 0.1)).isCloseTo(0.258, within(0.002));
    assertThat(PLAIN.smallestShare(CUSTOMERS, 0.2)).isCloseTo(0.194, within(0.002));
    assertThat(KNOWN.smallestShare(CUSTOMERS, 0.1)).isCloseTo(0.208, within(0.002));
  }

  @Test
  void shareAndSize_leadBackToTheEffect() {
    double effect = KNOWN.smallestShare(CUSTOMERS, 0.15);

    assertThat(KNOWN.shareFor(CUSTOMERS, effect)).isCloseTo(0.15, within(1e-9));
    assertThat(KNOWN.customersFor(0.15, effect)).isCloseTo(CUSTOMERS, within(1e-4));
  }

  @Test
  void effectTooSmallForTheBase_hasNoShare() {
    assertThat(PLAIN.shareFor(CUSTOMERS, 0.05)).isNaN();
  }

  @Test
  void emptyArm_seesNothing() {
    assertThat(PLAIN.smallest(100, 0)).isInfinite();
    assertThat(new DetectableEffect(0, 1, 0).smallestShare(100, 0.1)).isNaN();
  }

  @Test
  void allKnown_isRefused() {
    assertThatThrownBy(() -> new DetectableEffect(1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
