// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

import io.javalin.http.Context;
import io.perenne.server.ui.frame.Origin;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What the library in a browser asks for before it sends anything. */
final class ClientSettings {
  private ClientSettings() {}

  static Map<String, Object> of(Context request, String key) {
    URI server = Origin.of(request).server();
    String path = request.path();
    // events go where the settings were found
    String prefix = path.substring(0, path.indexOf("/projects/"));
    Map<String, Object> all = Map.of("enabled", true, "integrations", Map.of());
    return Map.of(
        "integrations",
        Map.of(
            "Segment.io",
            Map.of(
                "apiKey", key,
                "apiHost", server.getAuthority() + prefix,
                "protocol", server.getScheme(),
                "unbundledIntegrations", List.of(),
                "addBundledMetadata", true,
                "maybeBundledConfigIds", Map.of(),
                "versionSettings",
                    Map.of("version", "4.4.7", "componentTypes", List.of("browser")))),
        "plan",
        Map.of(
            "track", Map.of("__default", all),
            "identify", Map.of("__default", Map.of("enabled", true)),
            "group", Map.of("__default", Map.of("enabled", true))),
        "edgeFunction",
        Map.of(),
        "analyticsNextEnabled",
        true,
        "middlewareSettings",
        Map.of(),
        "enabledMiddleware",
        Map.of(),
        "metrics",
        Map.of("sampleRate", 0),
        "legacyVideoPluginsEnabled",
        false,
        "remotePlugins",
        List.of());
  }
}
