// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How something is that is known of a person. */
public sealed interface Check {

  /** Something is known of it. */
  record Known() implements Check {}

  /**
   * It is true, or false.
   *
   * @param value which
   */
  record Flag(boolean value) implements Check {}

  /**
   * It is one of some texts, whatever the case of their letters.
   *
   * @param values at least one
   */
  record OneOf(List<String> values) implements Check {
    /** Copies the list. */
    public OneOf {
      if (values.isEmpty()) {
        throw new IllegalArgumentException("no values");
      }
      values = List.copyOf(values);
    }
  }

  /**
   * It holds a text, whatever the case of its letters.
   *
   * @param text what it holds, not empty
   */
  record Contains(String text) implements Check {}

  /**
   * It begins with a text, whatever the case of its letters.
   *
   * @param text what it begins with, not empty
   */
  record StartsWith(String text) implements Check {}

  /**
   * It is a number within bounds; a bound that is absent bounds nothing.
   *
   * @param low the lower bound
   * @param high the upper bound
   */
  record InRange(Optional<Bound> low, Optional<Bound> high) implements Check {
    /** Checks that there is a bound. */
    public InRange {
      if (low.isEmpty() && high.isEmpty()) {
        throw new IllegalArgumentException("no bound");
      }
    }
  }

  /**
   * The end of a range.
   *
   * @param value finite
   * @param included whether the number itself is within
   */
  record Bound(double value, boolean included) {
    /** Checks the value; there is one zero. */
    public Bound {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("not finite: " + value);
      }
      value = value == 0 ? 0 : value;
    }
  }

  /**
   * It is a date within bounds.
   *
   * @param from the first day; empty for any
   * @param before the day after the last; empty for any
   */
  record Dated(Optional<LocalDate> from, Optional<LocalDate> before) implements Check {
    /** Checks that there is a bound. */
    public Dated {
      if (from.isEmpty() && before.isEmpty()) {
        throw new IllegalArgumentException("no bound");
      }
    }
  }

  /**
   * It is a date so many local days before today; a day that is to come is a negative number ago.
   *
   * @param atLeast the fewest days; empty for any
   * @param atMost the most days; empty for any
   */
  record DaysAgo(OptionalInt atLeast, OptionalInt atMost) implements Check {
    /** The most days that can be asked for, in either direction: a century. */
    public static final int MOST = 36_600;

    /** Checks that there is a bound. */
    public DaysAgo {
      if (atLeast.isEmpty() && atMost.isEmpty()) {
        throw new IllegalArgumentException("no bound");
      }
    }
  }
}
