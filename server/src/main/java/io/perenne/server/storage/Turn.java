// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The turn of one of several servers to do something that only one may do at a time. */
public final class Turn {
  /** So long after the death of a server another one takes over. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** A third of the lease is left for a database that is slow. */
  private static final Duration RENEWED_AFTER = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  private final String name;
  private final String server;
  private final Store store;
  private final InstantSource clock;
  private Instant renewed = Instant.MIN;

  /** Makes what takes turns; {@code server} is the name of this server, which no other has. */
  public Turn(String name, String server, Store store, InstantSource clock) {
    this.name = name;
    this.server = server;
    this.store = store;
    this.clock = clock;
  }

  /** Takes or prolongs the turn; false if it is another server's. */
  public synchronized boolean take() {
    Instant now = clock.instant();
    if (renewed.isAfter(Instant.MIN) && now.isBefore(renewed.plus(RENEWED_AFTER))) {
      return true;
    }
    boolean taken = store.write(in -> new Leases(in).hold(name, server, now, now.plus(LEASE)));
    renewed = taken ? now : Instant.MIN;
    return taken;
  }

  /** Returns whether no other server has taken over, nor will before the transaction ends. */
  public boolean isOurs(Transaction in) {
    return new Leases(in).lock(name, server);
  }

  /** Lets another server have the turn at once; if the store is gone, once the lease has ended. */
  public synchronized void release() {
    renewed = Instant.MIN;
    try {
      store.write(
          in -> {
            new Leases(in).release(name, server);
            return name;
          });
    } catch (StoreException e) {
      LOG.debug("the turn {} ends by itself: {}", name, e.getMessage());
    }
  }
}
