// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a destination is. */
public enum DestinationKind {
  /** A folder of this machine. */
  FOLDER,
  /** A folder of an SFTP server. */
  SFTP,
  /** A web server that takes files by PUT. */
  HTTPS,
  /** A table in PostgreSQL. */
  POSTGRESQL,
  /** A data extension of Marketing Cloud, over its REST API. */
  MARKETING_CLOUD;

  /** Returns the name in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns all names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(DestinationKind::toString).toList();
  }
}
