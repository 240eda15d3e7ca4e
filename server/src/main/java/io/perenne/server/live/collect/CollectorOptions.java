// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How events are taken.
 *
 * @param secondPath where they are taken beside {@code /v1}, such as {@code /px}: a path that no ad
 *     blocker knows
 * @param refuseUnknownKeys whether an unknown key is answered with 401; otherwise with 200, as
 *     Segment does, and nothing is kept
 * @param patience how long the body of a request may take to arrive
 */
public record CollectorOptions(
    Optional<String> secondPath, boolean refuseUnknownKeys, Duration patience) {
  /** How long a body may take to arrive, where nothing else was said. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_~-]{1,40}");

  /** What our own pages and programs are found under. */
  private static final Pattern TAKEN =
      Pattern.compile(
          "/(v1|api|beacon|assets|healthz|readyz|language|metrics|mcp|sign-in|sign-out|welcome|enter"
              + "|oidc|account|segments|customers|movement|model|control-group|datamodel|runs|jobs"
              + "|data|settings|destinations|notices|platform|help|search|sources|events|profiles|changes"
              + "|erasures|suggestions|audiences)");

  /** The usual options. */
  public static final CollectorOptions USUAL = new CollectorOptions(Optional.empty(), true);

  /** Makes options with the usual patience. */
  public CollectorOptions(Optional<String> secondPath, boolean refuseUnknownKeys) {
    this(secondPath, refuseUnknownKeys, PATIENCE);
  }

  /** Checks the path. */
  public CollectorOptions {
    if (secondPath.filter(path -> !isPath(path)).isPresent()) {
      throw new IllegalArgumentException("no path for events: " + secondPath.get());
    }
  }

  /** Returns whether events can be taken under a path. */
  public static boolean isPath(String path) {
    return PATH.matcher(path).matches() && !TAKEN.matcher(path).matches();
  }
}
