// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.home.RowCounts;
import io.perenne.analytics.pipeline.ReadCounts;
import java.time.LocalDate;
import java.util.Optional;

/** Counts rows: all of them, and by reason those that belong to no customer. */
final class RowTally {
  static final long MICROS_PER_DAY = 86_400_000_000L;

  private static final int CODES = 256;

  private final long[] faults = new long[CODES];
  private long all;
  private long anonymous;
  private long anonymousMoney;
  private long last = Long.MIN_VALUE;

  /** Counts a row that was put aside, with its amount in units of 1/10,000. */
  void putAside(long marks, long amount) {
    int fault = RowMarks.fault(marks);
    if (fault != 0) {
      faults[fault]++;
    } else {
      anonymous++;
      anonymousMoney += amount;
    }
  }

  /** Remembers the time of a customer's row if it is the last. */
  void bought(long micros) {
    last = Math.max(last, micros);
  }

  /** Counts rows of whatever kind. */
  void read(long rows) {
    all += rows;
  }

  /** Adds what another has counted. */
  synchronized void add(RowTally other) {
    all += other.all;
    anonymous += other.anonymous;
    anonymousMoney += other.anonymousMoney;
    bought(other.last);
    for (int code = 0; code < CODES; code++) {
      faults[code] += other.faults[code];
    }
  }

  /** Returns the last day with a row of a customer, of the days that were of interest. */
  synchronized Optional<LocalDate> lastDay() {
    return last == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(LocalDate.ofEpochDay(Math.floorDiv(last, MICROS_PER_DAY)));
  }

  /** Returns the money of rows without customer, in units of 1/10,000. */
  synchronized long anonymousMoney() {
    return anonymousMoney;
  }

  /** Returns the counts together with those of tickets and customers. */
  synchronized RowCounts counts(TicketCounts tickets, long customers) {
    return new RowCounts(
        all,
        unreadable(),
        faults[RowCode.NO_RATE],
        anonymous,
        faults[RowCode.SUPERSEDED],
        faults[RowCode.EXCLUDED],
        tickets.countable(),
        tickets.zero(),
        tickets.refunds(),
        tickets.notCountable(),
        tickets.later(),
        customers);
  }

  /** Returns the counts together with those of a reading of purchases. */
  synchronized ReadCounts purchases(TicketCounts tickets, long buyers) {
    return new ReadCounts(
        all,
        unreadable(),
        faults[RowCode.NO_RATE],
        anonymous,
        faults[RowCode.SUPERSEDED],
        tickets.countable(),
        tickets.notCountable(),
        tickets.later(),
        buyers);
  }

  private long unreadable() {
    long unreadable = 0;
    for (int code = 1; code < CODES; code++) {
      if (code != RowCode.SUPERSEDED && code != RowCode.NO_RATE && code != RowCode.EXCLUDED) {
        unreadable += faults[code];
      }
    }
    return unreadable;
  }
}
