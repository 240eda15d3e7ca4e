// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.TestRoutes;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTableTest {
  private static Route route(String url) {
    return TestRoutes.of(Path.of("."), Map.of(), "kind=postgresql", "url=" + url, "user=u");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:hunter2@h/db",
        "jdbc:postgresql://u:hunter2@h/db",
        "jdbc:postgresql://u:hunt/hunter2@h/db",
        "jdbc:postgresql://h/db?password=hunter2",
        "jdbc:postgresql://h/db?ssl=true&sslpassword=hunter2",
        "hunter2"
      })
  void route_passwordInTheUrl_isRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> route(url))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("url ")
        .hasMessageNotContaining("hunt");
  }

  @Test
  void describe_urlWithParameters_leavesThemOut() {
    assertThat(route("jdbc:postgresql://h/db?ssl=true").destination().describe())
        .isEqualTo("jdbc:postgresql://h/db public.clv_datamodel");
  }
}
