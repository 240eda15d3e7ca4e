// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousIdsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "guest",
        "CLIENTE CONTADO",
        "Walk-in Customer",
        "Laufkunde",
        "Client de passage",
        "Público en general",
        "CONSUMIDOR FINAL",
        "Cliente balcão",
        "--",
        "[deleted]",
        "NOT LOGGED IN",
        "guest@example.com",
        "no-reply@shop.example",
        "deleted@site.invalid",
        "Subtotal 2025-01",
        "Total enero",
        "TOTAL DE ENERO 2025",
        "Summe Q1/2025",
        "Zwischensumme März",
        "Sous-total : janvier 2025",
        "Totale del 2024",
        "Gesamt 01.2025"
      })
  void knownWord_isNobody(String id) {
    assertThat(AnonymousIds.usual().contains(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17850",
        "Diverse GmbH",
        "Guest, Edgar",
        "00",
        "ana@example.com",
        "Contador, Ana",
        "---",
        "x7kq@marketplace.amazon.es",
        "guesthouse@example.com",
        "Total Fitness SL",
        "Total 24h Gym",
        "Soma Das",
        "Sum May",
        "Suma Devi",
        "TOTAL123",
        "Summer 2025"
      })
  void person_isNoGuest(String id) {
    assertThat(AnonymousIds.usual().contains(id)).isFalse();
  }

  @Test
  void idOfATill_isNobodyOnceTheUserSaysSo() {
    AnonymousIds ids = AnonymousIds.usual().and(List.of("Caja 1"));

    assertThat(ids.contains("CAJA_1")).isTrue();
    assertThat(ids.contains("guest")).isTrue();
    assertThat(ids.contains("Caja 2")).isFalse();
  }

  @Test
  void none_containsNothing() {
    assertThat(AnonymousIds.none().contains("guest")).isFalse();
  }
}
