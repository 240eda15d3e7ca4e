// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.source;

import java.util.List;

/** How each tracking library is told where to send events, ready to be pasted. */
public final class Snippets {
  private Snippets() {}

  /**
   * A piece of code.
   *
   * @param library the name of the library, as its makers write it
   * @param code what is pasted
   */
  public record Snippet(String library, String code) {}

  /**
   * Returns the code for each library.
   *
   * @param server where the server is, without a slash at the end
   * @param key the write key
   */
  public static List<Snippet> of(String server, String key) {
    return List.of(
        new Snippet(
            "curl",
            """
            curl -u %s: -d '{"event":"Product Viewed","userId":"12347","properties":{"product_id":"85123A"}}' %s/v1/track"""
                .formatted(key, server)),
        new Snippet(
            "@segment/analytics-next (browser)",
            """
            import { AnalyticsBrowser } from '@segment/analytics-next'
            const analytics = AnalyticsBrowser.load({ writeKey: '%s', cdnURL: '%s' })"""
                .formatted(key, server)),
        new Snippet(
            "@segment/analytics-node",
            """
            import { Analytics } from '@segment/analytics-node'
            const analytics = new Analytics({ writeKey: '%s', host: '%s' })"""
                .formatted(key, server)),
        new Snippet(
            "@rudderstack/rudder-sdk-node",
            """
            const Analytics = require('@rudderstack/rudder-sdk-node')
            const analytics = new Analytics('%s', { dataPlaneUrl: '%s' })"""
                .formatted(key, server)),
        new Snippet(
            "@jitsu/js",
            """
            import { jitsuAnalytics } from '@jitsu/js'
            const analytics = jitsuAnalytics({ host: '%s', writeKey: 'perenne:%s' })"""
                .formatted(server, key)),
        new Snippet(
            "com.segment.analytics.java",
            """
            Analytics analytics = Analytics.builder("%s").endpoint("%s").build();"""
                .formatted(key, server)),
        new Snippet(
            "com.rudderstack.sdk.java.analytics",
            """
            RudderAnalytics analytics = RudderAnalytics.builder("%s").setDataPlaneUrl("%s").build();"""
                .formatted(key, server)));
  }
}
