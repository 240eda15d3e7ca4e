// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import java.time.Instant;

/**
 * A person was contacted, or said something about being contacted.
 *
 * @param at when
 * @param channel by what
 * @param action which action
 * @param issue the issue of that
 * @param response what became of it
 */
public record Contact(Instant at, Channel channel, String action, String issue, Response response) {
  /** What became of a contact. */
  public enum Response {
    /** Nothing is known yet. */
    OPEN,
    /** The time to answer passed without an answer. */
    IGNORED,
    /** The person answered: a click, a visit, a purchase. */
    ANSWERED,
    /** The person asked for no more by this channel. */
    UNSUBSCRIBED,
    /** The person complained: no more by any channel. */
    COMPLAINED
  }
}
