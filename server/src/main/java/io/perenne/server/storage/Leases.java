// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.time.Instant;

/**
 * What one of several servers does at a time. It holds a lease and prolongs it while it lives; a
 * lease that ran out is taken over by whoever looks next.
 */
public final class Leases {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Leases(Transaction in) {
    this.in = in;
  }

  /** Takes a lease, takes it over, or prolongs it; false if another server holds it. */
  public boolean hold(String name, String server, Instant now, Instant until) {
    return in.update(
            "INSERT INTO leases (name, server, lease_until) VALUES (?, ?, ?) ON CONFLICT (name)"
                + " DO UPDATE SET server = excluded.server, lease_until = excluded.lease_until"
                + " WHERE leases.server = ? OR leases.lease_until <= ?",
            name,
            server,
            until,
            server,
            now)
        == 1;
  }

  /**
   * Returns whether a server has a lease that nobody took over, and lets nobody take it over before
   * this transaction ends: what holders write becomes visible in the order in which they wrote it.
   */
  public boolean lock(String name, String server) {
    return in.update(
            "UPDATE leases SET server = server WHERE name = ? AND server = ?", name, server)
        == 1;
  }

  /** Gives a lease back. */
  public void release(String name, String server) {
    in.update("DELETE FROM leases WHERE name = ? AND server = ?", name, server);
  }
}
