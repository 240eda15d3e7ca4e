// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which people are meant: a tree of conditions. It is data, and holds nothing that is executed.
 *
 * <p><b>What is not known.</b> A condition about something that is not known of a person, or is of
 * another kind than the condition asks for, does not hold. So its {@link Not} does: "not from
 * Madrid" means everybody of whom nobody knows that they are from Madrid. Every rule is true or
 * false of everybody; there is no third answer.
 */
public sealed interface Rule {
  /** The most levels of a rule. */
  int DEEPEST = 8;

  /** The most conditions and connectives of a rule. */
  int MOST_PARTS = 100;

  /**
   * All of some rules hold.
   *
   * @param rules at least one
   */
  record And(List<Rule> rules) implements Rule {
    /** Copies the list. */
    public And {
      rules = several(rules);
    }
  }

  /**
   * At least one of some rules holds.
   *
   * @param rules at least one
   */
  record Or(List<Rule> rules) implements Rule {
    /** Copies the list. */
    public Or {
      rules = several(rules);
    }
  }

  /**
   * A rule does not hold.
   *
   * @param rule which
   */
  record Not(Rule rule) implements Rule {}

  /**
   * Something that is known of a person is so.
   *
   * @param subject what
   * @param check how it is
   */
  record Test(Subject subject, Check check) implements Rule {}

  /**
   * A person did something so many times.
   *
   * @param event the name of an event in any case of letters, or {@code page}, {@code screen},
   *     {@code identify}
   * @param atLeast how often at least, from 0 to {@value #MOST_TIMES}
   * @param atMost how often at most; empty for however often
   * @param days within so many times 24 hours before now; empty for ever
   */
  record Done(String event, int atLeast, OptionalInt atMost, OptionalInt days) implements Rule {
    /** So often at most can be asked for: a profile keeps one time more of each event. */
    public static final int MOST_TIMES = 31;

    /** The longest time that can be asked for: ten years. */
    public static final int MOST_DAYS = 3660;

    /** Checks the numbers. */
    public Done {
      if (event.isBlank()) {
        throw new IllegalArgumentException("event is blank");
      }
      int most = atMost.orElse(MOST_TIMES);
      if (!(0 <= atLeast && atLeast <= most && most <= MOST_TIMES)) {
        throw new IllegalArgumentException(
            "not 0 <= atLeast <= atMost <= " + MOST_TIMES + ": " + atLeast + ", " + most);
      }
      if (days.isPresent() && !(1 <= days.getAsInt() && days.getAsInt() <= MOST_DAYS)) {
        throw new IllegalArgumentException("days not within 1 and " + MOST_DAYS + ": " + days);
      }
    }
  }

  private static List<Rule> several(List<Rule> rules) {
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("no rules");
    }
    return List.copyOf(rules);
  }
}
