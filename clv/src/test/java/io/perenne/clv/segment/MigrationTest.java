// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationTest {
  private static final Migration MIGRATION =
      new Migration(
          List.of(
              new MigrationCell(Segment.LOYAL_VIP, Segment.LOYAL_VIP, null, 60, 6000),
              new MigrationCell(
                  Segment.LOYAL_VIP, Segment.LOYAL_AT_RISK, EvolutionCause.AGEING, 15, 900),
              new MigrationCell(
                  Segment.LOYAL_VIP, Segment.LOYAL_AT_RISK, EvolutionCause.THRESHOLD, 5, 300),
              new MigrationCell(Segment.INACTIVE, Segment.INACTIVE, null, 20, 0)),
          80,
          4);

  @Test
  void shares_addUpOverCauses() {
    assertThat(MIGRATION.customers()).isEqualTo(100);
    assertThat(MIGRATION.customers(Segment.LOYAL_VIP, Segment.LOYAL_AT_RISK)).isEqualTo(20);
    assertThat(MIGRATION.rowShare(Segment.LOYAL_VIP, Segment.LOYAL_AT_RISK)).isEqualTo(0.25);
    assertThat(MIGRATION.stayShare()).isEqualTo(0.8);
    assertThat(MIGRATION.flipShare()).isEqualTo(0.05);
  }

  @Test
  void shares_ofNobodyAreNoNumbers() {
    Migration nobody = new Migration(List.of(), 0, 0);

    assertThat(nobody.stayShare()).isNaN();
    assertThat(nobody.flipShare()).isNaN();
    assertThat(nobody.rowShare(Segment.LOYAL_VIP, Segment.LOYAL_VIP)).isNaN();
  }

  @Test
  void new_moreFlipsThanCustomersAreRefused() {
    assertThatThrownBy(() -> new Migration(List.of(), 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not 0 <= flips <= flipsCompared: 4, 3");
  }
}
