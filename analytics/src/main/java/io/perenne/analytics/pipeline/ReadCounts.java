// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.ingest.source.Rejects;

/**
 * What became of the rows of a read.
 *
 * @param rows all rows
 * @param unreadable those with a value that could not be read
 * @param withoutRate those in a currency for which there is no exchange rate
 * @param anonymous the readable ones without a customer
 * @param superseded those of orders that a later file brings again
 * @param tickets countable tickets up to the last day asked for
 * @param notCountable tickets whose status does not count
 * @param later tickets after the last day asked for
 * @param buyers customers with at least one purchase
 */
public record ReadCounts(
    long rows,
    long unreadable,
    long withoutRate,
    long anonymous,
    long superseded,
    long tickets,
    long notCountable,
    long later,
    long buyers) {
  /** Returns these counts with the rows of broken structure among the rows and the unreadable. */
  public ReadCounts with(Rejects rejects) {
    return new ReadCounts(
        rows + rejects.broken(),
        unreadable + rejects.broken(),
        withoutRate,
        anonymous,
        superseded,
        tickets,
        notCountable,
        later,
        buyers);
  }

  /** Returns the rows that count towards the limit of rejects. */
  public long rejects() {
    return unreadable + withoutRate;
  }
}
