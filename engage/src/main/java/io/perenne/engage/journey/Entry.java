// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import io.perenne.clv.segment.Segment;
import io.perenne.engage.audience.Moment;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * By what people enter a journey.
 *
 * @param trigger what happens
 * @param only who is taken of those to whom it happens
 */
public record Entry(Trigger trigger, Condition only) {

  /**
   * Returns the fact by which a customer enters in a run; empty if the run is none.
   *
   * @param customer as the run has them
   * @param before the segment in the run before; empty if they had none
   * @param day the last day of the run
   */
  public Optional<String> inRun(
      Customer customer, Optional<Segment> before, LocalDate day, Moment now) {
    if (trigger instanceof SegmentEntered entered) {
      boolean isIn = customer.segment().filter(entered.segments()::contains).isPresent();
      boolean wasIn = before.filter(entered.segments()::contains).isPresent();
      return isIn && !wasIn && only.holds(customer, now)
          ? Optional.of("segment:" + customer.segment().orElseThrow().id() + "@" + day)
          : Optional.empty();
    }
    return trigger instanceof RunCondition && only.holds(customer, now)
        ? Optional.of("condition@" + day)
        : Optional.empty();
  }

  /** What happens. */
  public sealed interface Trigger {
    /** Returns the name in files, as {@code segment-entered}. */
    String code();
  }

  /**
   * A run puts a customer into one of some segments who was in none of them in the run before.
   *
   * @param segments at least one
   */
  public record SegmentEntered(Set<Segment> segments) implements Trigger {
    /** Copies. */
    public SegmentEntered {
      if (segments.isEmpty()) {
        throw new IllegalArgumentException("no segments");
      }
      segments = Set.copyOf(segments);
    }

    @Override
    public String code() {
      return "segment-entered";
    }

    @Override
    public String toString() {
      return code() + new TreeSet<>(segments);
    }
  }

  /** The condition holds in a run. */
  public record RunCondition() implements Trigger {
    @Override
    public String code() {
      return "run-condition";
    }
  }

  /**
   * An event.
   *
   * @param name its name, or {@value Signal#PURCHASE}
   */
  public record Happening(String name) implements Trigger {
    @Override
    public String code() {
      return "event";
    }
  }

  /**
   * A day of the calendar.
   *
   * @param every when it comes again; empty if only on the days given
   * @param on days
   * @param at the local time
   */
  public record OnDate(Optional<Every> every, Set<LocalDate> on, LocalTime at) implements Trigger {
    /** Copies. */
    public OnDate {
      on = Set.copyOf(on);
      if (every.isEmpty() == on.isEmpty()) {
        throw new IllegalArgumentException("either again and again, or days");
      }
    }

    @Override
    public String code() {
      return "date";
    }

    /** Returns whether a day is one. */
    public boolean is(LocalDate day) {
      return on.contains(day) || every.filter(each -> each.is(day)).isPresent();
    }

    @Override
    public String toString() {
      return code() + every + new TreeSet<>(on) + at;
    }
  }

  /** Days that come again. */
  public sealed interface Every {
    /** Returns whether a day is one. */
    boolean is(LocalDate day);
  }

  /**
   * Every month.
   *
   * @param day 1 to 31; the last day of a month that is shorter
   */
  public record Monthly(int day) implements Every {
    @Override
    public boolean is(LocalDate date) {
      return date.getDayOfMonth() == Math.min(day, date.lengthOfMonth());
    }
  }

  /**
   * Every week.
   *
   * @param day the day
   */
  public record Weekly(DayOfWeek day) implements Every {
    @Override
    public boolean is(LocalDate date) {
      return date.getDayOfWeek() == day;
    }
  }

  /** Somebody hands people over. */
  public record Listed() implements Trigger {
    @Override
    public String code() {
      return "list";
    }
  }
}
