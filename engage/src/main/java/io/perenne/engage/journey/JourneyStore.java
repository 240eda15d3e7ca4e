// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps journeys and who is in them. Every method is a transaction: after it everything is kept, or
 * nothing. It holds, whoever else writes, that nobody enters a journey twice by one key, and that
 * no two active instances of a person in a journey have one slot.
 */
public interface JourneyStore {
  /** Whether a journey takes and moves people. */
  enum State {
    /** It does. */
    RUNNING,
    /** Nobody enters, nobody moves, and no time passes. */
    PAUSED,
    /** Nobody is in it. */
    STOPPED
  }

  /**
   * A journey that was started.
   *
   * @param journey the version that takes people
   * @param state whether it does
   * @param since since when
   */
  record Started(Journey journey, State state, Instant since) {}

  /** Keeps a version of a journey, which takes people from now on. It was stopped if it is new. */
  void define(Journey journey, Instant now);

  /** Returns the journeys in the order of ids. */
  List<Started> journeys();

  /** Returns a version of a journey. */
  Optional<Journey> version(String id, String version);

  /** Says whether a journey takes and moves people. */
  void set(String id, State state, Instant now);

  /** Lets a paused journey run, for whose people no time has passed meanwhile. */
  void resume(String id, Engine engine, Instant now);

  /**
   * Keeps somebody who enters.
   *
   * @return false if there is one with that key, or an active one with that slot, or the journey
   *     does not run
   */
  boolean enter(Move move);

  /**
   * Keeps a change.
   *
   * @param before as it was looked at
   * @return false if it was changed since; then nothing is kept
   */
  boolean commit(Instance before, Move move);

  /** Returns an instance. */
  Optional<Instance> find(String id);

  /** Returns active instances of running journeys that are due, the longest due first. */
  List<Instance> due(Instant now, int most);

  /** Returns active instances of a journey in the order of ids, after an id. */
  List<Instance> active(String journey, String afterId, int most);

  /** Returns the instances of a person for which it matters what happens. */
  List<Instance> watched(String person, Instant at);

  /** Returns when a person entered a journey last. */
  Optional<Instant> lastEntered(String journey, String person);

  /** Returns what happened to a person, in order. */
  List<LogEntry> log(String person);

  /** Returns where orders go. */
  Outbox outbox();
}
