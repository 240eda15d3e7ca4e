// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import java.util.Set;

/** This machine, to which nothing has to be encrypted. */
public final class Loopback {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private Loopback() {}

  /** Returns whether a name or an address is that of this machine. */
  public static boolean is(String host) {
    return NAMES.contains(host);
  }
}
