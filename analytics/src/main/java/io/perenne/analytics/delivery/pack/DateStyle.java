// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.pipeline.Extract;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** How local times are written. */
public enum DateStyle {
  /** Local time with a blank, as in the contract file: {@code 2025-06-30 21:15:00}. */
  PLAIN,

  /** Local time as ISO 8601 writes it: {@code 2025-06-30T21:15:00}. */
  ISO,

  /**
   * The instant: {@code 2025-06-30T19:15:00Z}. Marketing Cloud takes a time without a zone as one
   * of its servers in North America.
   */
  UTC;

  /** Returns how local times of a zone are written. */
  Extract.Writing writing(ZoneId zone) {
    return switch (this) {
      case PLAIN -> new Extract.Time("%Y-%m-%d %H:%M:%S", Optional.empty());
      case ISO -> new Extract.Time("%Y-%m-%dT%H:%M:%S", Optional.empty());
      case UTC -> new Extract.Time("%Y-%m-%dT%H:%M:%SZ", Optional.of(zone));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
