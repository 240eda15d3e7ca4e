// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import java.io.IOException;
import java.io.InputStream;

/**
 * What is left of a request that is refused. Whoever is still sending when the connection is closed
 * does not hear the answer, and the next request on that connection fails, too.
 */
public final class Unread {
  /** More is not worth reading. */
  private static final int MOST = 4_000_000;

  private Unread() {}

  /** Reads the rest away, 4 MB at most. */
  public static void readAway(InputStream rest) {
    byte[] some = new byte[8192];
    try {
      int left = MOST;
      int count = rest.read(some);
      while (count > 0 && left > 0) {
        left -= count;
        count = rest.read(some);
      }
    } catch (IOException e) {
      // it was cut off: nobody waits for the answer
    }
  }
}
