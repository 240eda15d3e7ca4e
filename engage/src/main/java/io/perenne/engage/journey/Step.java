// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import io.perenne.engage.decision.Channel;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A step of a journey.
 *
 * @param name by which others go to it; empty for none
 * @param act what happens there
 */
public record Step(String name, Act act) {

  /** What happens at a step. */
  public sealed interface Act {
    /** Returns the name in files, as {@code message}. */
    String code();
  }

  /** Something that somebody else has to do, and that may fail. */
  public sealed interface Errand extends Act {
    /** Returns how long after it is due it is still worth doing; empty for ever. */
    Optional<Span> expires();

    /** Returns where to go if it was not done. */
    Target failed();
  }

  /**
   * Sends a message.
   *
   * @param action the action of the catalogue that it is
   * @param channels in order of preference, at least one
   * @param content the name of the content
   */
  public record Message(
      String action, List<Channel> channels, String content, Optional<Span> expires, Target failed)
      implements Errand {
    /** Copies. */
    public Message {
      channels = List.copyOf(channels);
      if (channels.isEmpty()) {
        throw new IllegalArgumentException("no channels");
      }
    }

    @Override
    public String code() {
      return "message";
    }
  }

  /**
   * Gives somebody something to do for the person.
   *
   * @param list whose list: that of a call centre, or of a store
   * @param action the action of the catalogue that it is
   * @param content the name of the sheet
   */
  public record Task(
      Channel list, String action, String content, Optional<Span> expires, Target failed)
      implements Errand {
    @Override
    public String code() {
      return "task";
    }
  }

  /**
   * Tells another system.
   *
   * @param to the name of the address
   */
  public record Webhook(String to, Optional<Span> expires, Target failed) implements Errand {
    @Override
    public String code() {
      return "webhook";
    }
  }

  /**
   * Changes what is known of the person.
   *
   * @param trait the name of a trait; empty for points
   * @param value its value; what is added to the points
   */
  public record Update(String trait, String value, Optional<Span> expires, Target failed)
      implements Errand {
    @Override
    public String code() {
      return "update";
    }
  }

  /**
   * Lets time pass: a span, then until the next such time of day, then until the next such weekday.
   *
   * @param span how long
   * @param rhythm in place of the span the share of the customer's own time between purchases, the
   *     span at most; empty for the span
   * @param at the local time; empty for any
   * @param on weekdays; empty for any
   * @param runsWhilePaused whether time goes on while the journey is paused
   */
  public record Delay(
      Span span,
      Optional<Double> rhythm,
      Optional<LocalTime> at,
      Set<DayOfWeek> on,
      boolean runsWhilePaused)
      implements Act {
    /** Copies. */
    public Delay {
      on = Set.copyOf(on);
    }

    @Override
    public String code() {
      return "delay";
    }

    @Override
    public String toString() {
      return "delay " + span + rhythm + at + new TreeSet<>(on) + runsWhilePaused;
    }
  }

  /**
   * Waits for something.
   *
   * @param event the name of an event, or {@value Signal#PURCHASE}; empty for the condition
   * @param condition holds from then on; asked when the step begins and when something happens
   * @param most for so long
   * @param then where to go when it happened
   * @param otherwise where to go when it did not
   * @param runsWhilePaused whether time goes on while the journey is paused
   */
  public record Wait(
      Optional<String> event,
      Condition condition,
      Span most,
      Target then,
      Target otherwise,
      boolean runsWhilePaused)
      implements Act {
    /** Makes small letters. */
    public Wait {
      event = event.map(Signal::small);
    }

    @Override
    public String code() {
      return "wait";
    }
  }

  /**
   * One way.
   *
   * @param condition of whom
   * @param then where to
   */
  public record Branch(Condition condition, Target then) {}

  /**
   * Goes the first way whose condition holds.
   *
   * @param branches at least one
   * @param otherwise where to go if none holds
   */
  public record Split(List<Branch> branches, Target otherwise) implements Act {
    /** Copies. */
    public Split {
      branches = List.copyOf(branches);
    }

    @Override
    public String code() {
      return "split";
    }
  }

  /**
   * One way by lot.
   *
   * @param weight above 0
   * @param then where to
   */
  public record Share(int weight, Target then) {}

  /**
   * Goes a way by a stable lot.
   *
   * @param shares at least one
   */
  public record Chance(List<Share> shares) implements Act {
    /** Copies. */
    public Chance {
      shares = List.copyOf(shares);
    }

    @Override
    public String code() {
      return "split";
    }
  }

  /**
   * Holds people back by a stable lot.
   *
   * @param share of people, in (0, 1)
   * @param held where those go
   */
  public record Holdout(double share, Target held) implements Act {
    @Override
    public String code() {
      return "holdout";
    }
  }

  /**
   * Goes elsewhere.
   *
   * @param to where
   * @param most so many times; has to be there to go back; empty for always
   */
  public record Goto(Target to, OptionalInt most) implements Act {
    @Override
    public String code() {
      return "goto";
    }
  }

  /** Ends. */
  public record End() implements Act {
    @Override
    public String code() {
      return "end";
    }
  }
}
