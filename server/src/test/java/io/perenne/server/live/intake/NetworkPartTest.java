// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.identity.IdentityRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPartTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.77                      | 203.0.113.0
          ::ffff:203.0.113.77               | 203.0.113.0
          ::ffff:cb00:714d                  | 203.0.113.0
          2001:db8:85a3:8d3:1319:8a2e:370:7 | 2001:db8:85a3:0:0:0:0:0
          ::1                               | 0:0:0:0:0:0:0:0
          203.0.113.77, 198.51.100.9        | 203.0.113.0, 198.51.100.0
          """)
  void address_isShortenedToItsNetwork(String address, String network) {
    assertThat(NetworkPart.ofAll(address)).contains(network);
  }

  @ParameterizedTest
  @CsvSource({"ana.shop.example", "203.0.113.77:8080", "1.2.3", "''", "fe80::1%eth0"})
  void whatIsNoAddress_isNotKept(String text) {
    assertThat(NetworkPart.ofAll(text)).isEmpty();
  }

  @Test
  void message_isKeptWithoutTheAddressOfItsDevice_alsoWhenItIsKeptAside() {
    Map<String, @Nullable Object> batch = new LinkedHashMap<>();
    batch.put("context", Map.of("ip", "203.0.113.77", "locale", "es-ES"));
    batch.put(
        "batch",
        List.of(
            Map.of("type", "page", "userId", "7", "request_ip", "2001:db8:85a3:8d3::7"),
            Map.of("type", "track", "userId", "7", "context", Map.of("ip", "not known"))));

    List<Arrival> arrivals =
        new Intake(IdentityRules.standard()).read(batch, Optional.empty(), 1, Instant.EPOCH);

    assertThat(((Arrival.Good) arrivals.get(0)).event().body())
        .contains("\"ip\":\"203.0.113.0\"", "2001:db8:85a3:0:0:0:0:0", "es-ES")
        .doesNotContain("113.77", "8d3");
    assertThat(((Arrival.Bad) arrivals.get(1)).message().body())
        .contains("es-ES")
        .doesNotContain("not known", "203.0.113.77");
  }
}
