// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What can be done for a person: issue (why) → group → action (what) → treatment (how).
 *
 * @param id the name in files and requests
 * @param names for people, by language; the id stands in for a missing one
 * @param issue why: retain, grow, welcome, serve, or any other word
 * @param group actions that belong together
 * @param service whether it serves and does not sell: news of an order, the care of a complaint.
 *     The control group, open cases, consent for marketing and caps do not stop it
 * @param treatments how it is made, at least one, no touchpoint twice
 * @param terms what it gives, and how its effect is counted
 * @param limits when, how often and how much
 * @param assumption what a person supposes of its effect until it is measured; empty for nothing
 * @param audience whom it is for
 */
public record Action(
    String id,
    Map<Language, String> names,
    String issue,
    String group,
    boolean service,
    List<Treatment> treatments,
    Terms terms,
    Limits limits,
    Optional<Assumption> assumption,
    Audience audience)
    implements Labelled {
  /** The days in which an effect is looked for, unless a catalogue says otherwise. */
  public static final int WINDOW_DAYS = 30;

  /** Copies and checks. */
  public Action {
    Words.id("action", id);
    Words.id("issue", issue);
    Words.id("group", group);
    names = Map.copyOf(names);
    treatments = List.copyOf(treatments);
    if (treatments.isEmpty()) {
      throw new IllegalArgumentException("action has no treatment: " + id);
    }
    if (treatments.stream().map(Treatment::touchpoint).distinct().count() < treatments.size()) {
      throw new IllegalArgumentException("action has a touchpoint twice: " + id);
    }
  }

  /**
   * What an action gives, and how its effect is counted.
   *
   * @param discount money given to each buyer who redeems, in currency, at least 0
   * @param margin the part of the price that is margin, in (0, 1]; empty for that of the run
   * @param windowDays days in which its effect is looked for, 1 to 365
   * @param carryOver κ, the part of what a customer is worth if still there that a purchase which
   *     it causes secures, in [0, 1]; 0 until measured
   */
  public record Terms(double discount, OptionalDouble margin, int windowDays, double carryOver) {
    /** Gives nothing, within the usual window. */
    public static final Terms FREE = new Terms(0, OptionalDouble.empty(), WINDOW_DAYS, 0);

    /** Checks the ranges. */
    public Terms {
      Words.least("discount", discount, 0);
      if (margin.isPresent() && !(margin.getAsDouble() > 0 && margin.getAsDouble() <= 1)) {
        throw new IllegalArgumentException("margin is not in (0, 1]: " + margin.getAsDouble());
      }
      Words.within("window", windowDays, 1, 365);
      Words.within("carry-over", carryOver, 0, 1);
    }
  }

  /**
   * When an action may be used, how often and how much.
   *
   * @param from the first local day; empty for always
   * @param until the last local day, included
   * @param stock how many times at all; empty without a limit
   * @param budget how much money at all, contacts and expected discounts
   * @param repeatDays the same person not again for so many days
   */
  public record Limits(
      Optional<LocalDate> from,
      Optional<LocalDate> until,
      OptionalLong stock,
      OptionalDouble budget,
      OptionalInt repeatDays) {
    /** No limits. */
    public static final Limits NONE =
        new Limits(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty());

    /** Checks the order of the days and that nothing is below 0. */
    public Limits {
      if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
        throw new IllegalArgumentException("until is before from: " + until.get());
      }
      Words.least("stock", stock.orElse(0), 0);
      Words.least("budget", budget.orElse(0), 0);
      Words.within("repeat-after", repeatDays.orElse(0), 0, 3650);
    }
  }

  /**
   * What a person supposes of an effect before it is measured: a normal prior.
   *
   * @param uplift the supposed rise of the probability of a purchase, in [-1, 1]
   * @param error its standard deviation, in (0, 1]
   */
  public record Assumption(double uplift, double error) {
    /** Checks the ranges. */
    public Assumption {
      Words.within("uplift", uplift, -1, 1);
      if (!(error > 0 && error <= 1)) {
        throw new IllegalArgumentException("error is not in (0, 1]: " + error);
      }
    }
  }

  @Override
  public String label(Language language) {
    return names.getOrDefault(language, id);
  }

  /** Returns the treatment of a touchpoint. */
  public Optional<Treatment> at(String touchpoint) {
    return treatments.stream().filter(each -> each.touchpoint().equals(touchpoint)).findFirst();
  }
}
