// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.ingest.meaning.SuspiciousIds.Base;
import io.perenne.analytics.ingest.meaning.SuspiciousIds.IdCount;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspiciousIdsTest {

  private static IdCount id(String id, long tickets, long days) {
    return new IdCount(id, tickets, days, BigDecimal.TEN);
  }

  @Test
  void tillWithMoreThanHalfOfTheTickets_isTold() {
    assertThat(
            SuspiciousIds.find(
                List.of(id("K1", 3, 3), id("Mostrador 7", 66, 60)), new Base(110, 22, 2)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.count().id()).isEqualTo("Mostrador 7");
              assertThat(found.share()).isEqualTo(0.6);
              assertThat(found.setting()).isEqualTo("anonymous-ids=Mostrador 7");
            });
  }

  @Test
  void twoTills_areBothTold() {
    List<IdCount> tills = List.of(id("T1", 300, 250), id("T2", 400, 250));

    assertThat(SuspiciousIds.find(tills, new Base(1000, 150, 2)))
        .extracting(found -> found.count().id())
        .containsExactly("T2", "T1");
  }

  @Test
  void idWithMoreTicketsADayThanAPersonHas_isToldEvenWithASmallShare() {
    assertThat(SuspiciousIds.find(List.of(id("9999", 2_000, 200)), new Base(1_000_000, 90_000, 4)))
        .hasSize(1);
  }

  @Test
  void wholesaler_isACustomer() {
    // the largest of UCI Online Retail: 210 of 22,190 tickets on 113 days, median 3
    assertThat(SuspiciousIds.find(List.of(id("12748", 210, 113)), new Base(22_190, 4_372, 3)))
        .isEmpty();
  }

  @Test
  void largestOfFewCustomers_isACustomer() {
    assertThat(SuspiciousIds.find(List.of(id("A", 50, 50)), new Base(60, 4, 2))).isEmpty();
  }
}
