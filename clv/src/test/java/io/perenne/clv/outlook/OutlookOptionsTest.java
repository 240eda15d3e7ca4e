// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutlookOptionsTest {
  private final OutlookOptions options = OutlookOptions.withDefaults();

  @Test
  void forCustomers_largeBase_keepsTheFirstKindOnly() {
    assertThat(options.models()).hasSizeGreaterThan(1);
    assertThat(options.forCustomers(200_001).models()).containsExactly(options.models().get(0));
  }

  @Test
  void withModels_refusesWeightsOfOthers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withModels(List.of("mbg-nbd"), List.of(1.0, 1.0)))
        .withMessageContaining("weights are not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withModels(List.of("mbg-nbd"), List.of(0.0)))
        .withMessageContaining("weight");
  }

  @Test
  void forCustomers_smallerBase_keepsAllKinds() {
    assertThat(options.forCustomers(200_000)).isEqualTo(options);
  }
}
