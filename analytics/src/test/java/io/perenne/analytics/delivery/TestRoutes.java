// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.destination.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Routes made from settings as a person writes them. */
public final class TestRoutes {
  public static final Instant NOW = Instant.parse("2025-07-01T03:00:00Z");

  private TestRoutes() {}

  public static DestinationSettings settings(String... settings) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      given.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return Channels.settings("crm", given);
  }

  public static Route of(Path home, Map<String, String> environment, String... settings) {
    return new Routes(
            home, Secret.Sources.unattended(environment), () -> NOW, (Duration wait) -> {})
        .route(settings(settings));
  }
}
