// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.RefundCounts;

/**
 * What became of the tickets of known customers.
 *
 * @param countable those above zero, up to the reference date
 * @param zero those of nothing
 * @param refunds those below zero
 * @param notCountable those whose status does not count
 * @param later those after the reference date
 * @param links how refunds found what they give back
 */
record TicketCounts(
    long countable, long zero, long refunds, long notCountable, long later, RefundCounts links) {
  static final TicketCounts NONE = new TicketCounts(0, 0, 0, 0, 0, RefundCounts.NONE);

  TicketCounts plus(TicketCounts other) {
    return new TicketCounts(
        countable + other.countable,
        zero + other.zero,
        refunds + other.refunds,
        notCountable + other.notCountable,
        later + other.later,
        links.plus(other.links));
  }
}
