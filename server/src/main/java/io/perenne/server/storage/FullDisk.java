// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.util.List;

/** Tells whether something failed because a disk is full: what people can mend by themselves. */
public final class FullDisk {
  private static final List<String> SAID =
      List.of(
          "No space left",
          "not enough space on the disk",
          "uota exceeded",
          // SQLite, then PostgreSQL
          "database or disk is full",
          "could not extend file");

  private FullDisk() {}

  /** Returns whether a full disk is at the bottom of a failure. */
  public static boolean isCauseOf(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      String said = String.valueOf(each.getMessage());
      if (SAID.stream().anyMatch(said::contains)) {
        return true;
      }
    }
    return false;
  }
}
