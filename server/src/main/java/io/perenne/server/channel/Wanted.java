// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Transaction;
import java.time.Instant;

/** Tells whether whoever ordered a message still wants it to leave. */
public interface Wanted {
  /** Whoever ordered a message takes it back by dropping it; nobody is asked. */
  Wanted ALWAYS = (in, message, now) -> true;

  /**
   * Returns whether a message is still wanted.
   *
   * @param in the transaction in which it is said that it may have left
   */
  boolean isWanted(Transaction in, Messages.Message message, Instant now);
}
