// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutlookOptionsTest {
  private final OutlookOptions options = OutlookOptions.withDefaults();

  @Test
  void forCustomers_largeBase_keepsTheFirstKindOnly() {
    assertThat(options.models()).hasSizeGreaterThan(1);
    assertThat(options.forCustomers(200_001).models()).containsExactly(options.models().get(0));
  }

  @Test
  void forCustomers_smallerBase_keepsAllKinds() {
    assertThat(options.forCustomers(200_000)).isEqualTo(options);
  }
}
