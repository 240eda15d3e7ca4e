// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The way of one person through one version of a journey.
 *
 * @param id the same for the same person, journey and fact
 * @param revision rises with each change
 * @param person who
 * @param journey the id of the journey
 * @param version the version on which it began, and on which it ends
 * @param key the fact by which the person entered: nobody enters a journey twice by one
 * @param slot what no two active instances of a person in a journey share: the key if the person
 *     may be in it several times at once, else empty
 * @param entered when
 * @param place the place of the step, from 0
 * @param phase how far that step is
 * @param since when the step was due to begin
 * @param due when to look at it again
 * @param expires when what was handed over is not worth doing any more
 * @param rounds how often each goto went, by its place
 * @param goalUntil until when reaching the goal counts; empty without one
 * @param goal when it was reached
 * @param left when the person left
 * @param reason why
 */
public record Instance(
    String id,
    long revision,
    String person,
    String journey,
    String version,
    String key,
    String slot,
    Instant entered,
    int place,
    Phase phase,
    Instant since,
    Instant due,
    Optional<Instant> expires,
    Map<Integer, Integer> rounds,
    Optional<Instant> goalUntil,
    Optional<Instant> goal,
    Optional<Instant> left,
    Optional<Reason> reason) {
  /** How far a step is. */
  public enum Phase {
    /** It begins. */
    READY,
    /** Time passes. */
    DELAY,
    /** Something is waited for. */
    WAIT,
    /** Something was handed over, and nobody has said yet what became of it. */
    HANDED,
    /** The person has left. */
    LEFT
  }

  /** Copies the map. */
  public Instance {
    rounds = Map.copyOf(rounds);
  }

  /** Returns whether the person is still in the journey. */
  public boolean isActive() {
    return phase != Phase.LEFT;
  }

  /** Returns whether it matters what happens to the person. */
  public boolean isWatched(Instant at) {
    return isActive()
        || (goal.isEmpty() && goalUntil.filter(until -> !at.isAfter(until)).isPresent());
  }

  /**
   * Returns the key of what is handed over at the step: each is done once at most. Whoever goes
   * back to a step, as a goto allows so many times, has another.
   */
  public String sendKey() {
    int round = rounds.values().stream().mapToInt(Integer::intValue).sum();
    return id + ":" + place + ":" + round;
  }

  /** Returns the id of the instance of a send key. */
  public static String ofSendKey(String sendKey) {
    int end = sendKey.indexOf(':');
    return end < 0 ? sendKey : sendKey.substring(0, end);
  }

  Instance at(int newPlace, Phase newPhase, Instant newSince, Instant newDue) {
    return moved(newPlace, newPhase, newSince, newDue, Optional.empty());
  }

  Instance handed(Instant newDue, Optional<Instant> newExpires) {
    return moved(place, Phase.HANDED, since, newDue, newExpires);
  }

  private Instance moved(
      int newPlace,
      Phase newPhase,
      Instant newSince,
      Instant newDue,
      Optional<Instant> newExpires) {
    return new Instance(
        id,
        revision,
        person,
        journey,
        version,
        key,
        slot,
        entered,
        newPlace,
        newPhase,
        newSince,
        newDue,
        newExpires,
        rounds,
        goalUntil,
        goal,
        left,
        reason);
  }

  Instance withRounds(Map<Integer, Integer> newRounds) {
    return new Instance(
        id, revision, person, journey, version, key, slot, entered, place, phase, since, due,
        expires, newRounds, goalUntil, goal, left, reason);
  }

  Instance reached(Instant at) {
    return new Instance(
        id,
        revision,
        person,
        journey,
        version,
        key,
        slot,
        entered,
        place,
        phase,
        since,
        due,
        expires,
        rounds,
        goalUntil,
        Optional.of(at),
        left,
        reason);
  }

  Instance gone(Instant at, Reason why) {
    return new Instance(
        id,
        revision,
        person,
        journey,
        version,
        key,
        slot,
        entered,
        place,
        Phase.LEFT,
        since,
        at,
        Optional.empty(),
        rounds,
        goalUntil,
        goal,
        Optional.of(at),
        Optional.of(why));
  }

  /** Returns the same one revision later. */
  Instance next() {
    return new Instance(
        id,
        revision + 1,
        person,
        journey,
        version,
        key,
        slot,
        entered,
        place,
        phase,
        since,
        due,
        expires,
        rounds,
        goalUntil,
        goal,
        left,
        reason);
  }
}
