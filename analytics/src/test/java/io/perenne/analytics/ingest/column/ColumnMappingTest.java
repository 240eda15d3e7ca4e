// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.ingest.column.ColumnMapping.Input;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnMappingTest {
  @Test
  void columnsOfTheConfiguration_giveWayToThoseOfTheCommandLine() {
    ColumnMapping given = ColumnMapping.parse(List.of("customer=Socio", "customers.email=Mail"));

    ColumnMapping all =
        given.over(
            Map.of("transactions.customer", "Kunde", "amount", "Net", "customers.email", "Correo"));

    assertThat(all.of(Input.TRANSACTIONS).columns())
        .containsExactlyInAnyOrderEntriesOf(Map.of("customer", "Socio", "amount", "Net"));
    assertThat(all.of(Input.CUSTOMERS).columns()).containsEntry("email", "Mail");
  }

  @Test
  void columnNumberNought_standsForNone() {
    assertThat(ColumnMapping.isNone("#0")).isTrue();
    assertThat(ColumnMapping.place("#0")).isEmpty();
    assertThat(ColumnMapping.isNone("#1")).isFalse();
  }
}
