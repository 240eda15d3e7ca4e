// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.time.Instant;

/**
 * A message to a person, or what became of it.
 *
 * @param at when
 * @param event what happened, such as {@code email opened}
 * @param campaign of which campaign; may be empty
 */
public record Contact(Instant at, String event, String campaign) {
  /** So many of the last contacts are kept. */
  static final int MOST = 50;

  /** Returns whether an event of a name is about a contact. */
  static boolean is(String name) {
    return name.startsWith("email ")
        || name.startsWith("sms ")
        || name.startsWith("push notification ")
        || name.startsWith("live chat ")
        || name.startsWith("call ")
        || name.equals("unsubscribed")
        || name.equals("subscribed");
  }
}
