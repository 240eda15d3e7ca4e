// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.RowCounts;

/** Counts rows: all of them, and by reason those that belong to no customer. */
final class RowTally {
  private static final int CODES = 256;

  private final long[] faults = new long[CODES];
  private long all;
  private long anonymous;

  /** Counts a row that was put aside. */
  void putAside(long marks) {
    int fault = RowMarks.fault(marks);
    if (fault != 0) {
      faults[fault]++;
    } else {
      anonymous++;
    }
  }

  /** Counts rows of whatever kind. */
  void read(long rows) {
    all += rows;
  }

  /** Adds what another has counted. */
  synchronized void add(RowTally other) {
    all += other.all;
    anonymous += other.anonymous;
    for (int code = 0; code < CODES; code++) {
      faults[code] += other.faults[code];
    }
  }

  /** Returns the counts together with those of tickets and customers. */
  synchronized RowCounts counts(TicketCounts tickets, long customers) {
    long unreadable = 0;
    for (int code = 1; code < CODES; code++) {
      if (code != RowCode.SUPERSEDED && code != RowCode.NO_RATE) {
        unreadable += faults[code];
      }
    }
    return new RowCounts(
        all,
        unreadable,
        faults[RowCode.NO_RATE],
        anonymous,
        faults[RowCode.SUPERSEDED],
        tickets.countable(),
        tickets.zero(),
        tickets.refunds(),
        tickets.notCountable(),
        tickets.later(),
        customers);
  }
}
