// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import java.util.List;

/**
 * Hands the messages of a channel over to whoever brings them to people. Is called by several
 * threads at a time.
 */
public interface Carrier extends AutoCloseable {
  /**
   * Returns whether whoever takes parcels takes one of a key once, however often it is handed over.
   */
  boolean takesOnce();

  /** Returns how many parcels are handed over together at most. */
  int together();

  /**
   * Returns whether people read what messages say after they have left, as with a list of tasks.
   */
  default boolean keepsTexts() {
    return false;
  }

  /** Hands parcels over; returns what became of each, in their order. Throws nothing. */
  List<Outcome> carry(List<Parcel> parcels);

  @Override
  void close();
}
