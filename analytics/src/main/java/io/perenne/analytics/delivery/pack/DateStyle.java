// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.sql.Sql;
import java.time.ZoneId;
import java.util.Locale;

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

  String sql(String column, ZoneId zone) {
    return switch (this) {
      case PLAIN -> "strftime(" + column + ", '%Y-%m-%d %H:%M:%S')";
      case ISO -> "strftime(" + column + ", '%Y-%m-%dT%H:%M:%S')";
      case UTC ->
          "strftime(timezone('UTC', timezone("
              + Sql.quote(zone.getId())
              + ", "
              + column
              + ")), '%Y-%m-%dT%H:%M:%SZ')";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
