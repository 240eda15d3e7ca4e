// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One answer to "what now?" for one person at one touchpoint, with all that led to it.
 *
 * @param person the id of the person
 * @param at when
 * @param touchpoint where it is shown
 * @param outcome what is done
 * @param chosen what was chosen; empty for nothing
 * @param candidates what could have been done, in the order of the ids of actions
 * @param excluded what could not
 * @param propensity the probability with which this was chosen, above 0 if the catalogue explores
 * @param explored whether it was left to chance
 * @param seed what chance was drawn from
 * @param run the run whose models valued it
 * @param catalogue the version of the catalogue
 */
public record Decision(
    String person,
    Instant at,
    String touchpoint,
    Outcome outcome,
    Optional<Candidate> chosen,
    List<Scored> candidates,
    List<Excluded> excluded,
    double propensity,
    boolean explored,
    long seed,
    String run,
    String catalogue) {
  /** What is done. */
  public enum Outcome {
    /** The chosen action is shown. */
    SHOWN,
    /** The chosen action is held back by chance, to measure its effect; nothing else is shown. */
    HELD_BACK,
    /** Nothing is worth doing. */
    NOTHING
  }

  /**
   * A candidate and what it is worth.
   *
   * @param candidate what
   * @param value what it is worth, by the uplift
   * @param uplift what is known of the uplift
   * @param mean the expected value
   * @param error its standard deviation
   * @param draw the value at the uplift that was drawn
   * @param propensity the probability with which it is chosen
   */
  public record Scored(
      Candidate candidate,
      ExpectedValue value,
      Uplift uplift,
      double mean,
      double error,
      double draw,
      double propensity) {}

  /**
   * A candidate that a gate kept out.
   *
   * @param candidate what
   * @param gate the first gate that was shut
   */
  public record Excluded(Candidate candidate, Gate gate) {}

  /** Copies the lists. */
  public Decision {
    candidates = List.copyOf(candidates);
    excluded = List.copyOf(excluded);
  }
}
