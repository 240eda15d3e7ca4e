// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import io.perenne.server.storage.Audit;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.util.Optional;

/**
 * Who changes something, and from where.
 *
 * @param who the name of a principal
 * @param origin the address of the request
 */
public record Change(String who, String origin) {
  /** The origin of what was ended at a start because a server was killed while it did it. */
  public static final String RESTART = "restart";

  /** Records the change together with what else a transaction does. */
  public void record(
      Transaction in,
      Instant at,
      String what,
      String target,
      Optional<String> before,
      Optional<String> after) {
    new Audit(in).add(new Audit.Entry(0, at, who, origin, what, target, before, after));
  }

  /** Records a change of what the store does not keep. */
  public void record(
      Store store,
      Instant at,
      String what,
      String target,
      Optional<String> before,
      Optional<String> after) {
    store.write(
        in -> {
          record(in, at, what, target, before, after);
          return at;
        });
  }
}
