// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.clv.words.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A destination in memory that fails as told and can be asked what it holds. */
final class ScriptedDestination implements Destination {
  /** What happens to one delivery. */
  enum Step {
    ARRIVE,
    FAIL,
    FAIL_FOR_GOOD,
    LOSE_THE_ANSWER,
    LOSE_THE_SHIPMENT,
    DIE
  }

  /** The process ends here. */
  static final class KilledError extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Deque<Step> steps = new ArrayDeque<>();
  private Optional<Label> held = Optional.empty();
  private final Deque<RuntimeException> silences = new ArrayDeque<>();
  private boolean mute;
  private boolean forgetful;
  private boolean telling;
  private int arrivals;
  private int questions;

  ScriptedDestination then(Step... more) {
    steps.addAll(java.util.List.of(more));
    return this;
  }

  /** Answers no question any more. */
  ScriptedDestination mute() {
    mute = true;
    return this;
  }

  /** Does not answer the next question. */
  ScriptedDestination thenSilent(RuntimeException failure) {
    silences.add(failure);
    return this;
  }

  /** Cannot tell what it holds. */
  ScriptedDestination forgetful() {
    forgetful = true;
    return this;
  }

  /** Tells how far it is before anything arrives. */
  ScriptedDestination telling() {
    telling = true;
    return this;
  }

  int questions() {
    return questions;
  }

  int arrivals() {
    return arrivals;
  }

  Optional<Label> held() {
    return held;
  }

  @Override
  public String describe() {
    return "memory";
  }

  @Override
  public Message check() {
    return Texts.message("destination.check.folder", "memory");
  }

  @Override
  public boolean remembers() {
    return !forgetful;
  }

  @Override
  public boolean holds(Label label) {
    questions++;
    if (!silences.isEmpty()) {
      throw silences.removeFirst();
    }
    if (mute || forgetful) {
      throw DeliveryFailedException.passing(Texts.message("delivery.reason", "no answer"), null);
    }
    return held.equals(Optional.of(label));
  }

  @Override
  public Arrival deliver(Shipment shipment, Progress bytesSent) {
    if (telling) {
      bytesSent.at(1);
    }
    Step step = steps.isEmpty() ? Step.ARRIVE : steps.removeFirst();
    switch (step) {
      case FAIL ->
          throw DeliveryFailedException.passing(Texts.message("delivery.reason", "busy"), null);
      case FAIL_FOR_GOOD ->
          throw DeliveryFailedException.lasting(
              Texts.message("delivery.reason", "wrong password"), null);
      case LOSE_THE_SHIPMENT ->
          throw new DeliveryStateUnknownException(Texts.message("delivery.reason", "lost"), null);
      case ARRIVE, LOSE_THE_ANSWER, DIE -> {
        arrivals++;
        held = Optional.of(shipment.label());
      }
    }
    if (step == Step.LOSE_THE_ANSWER) {
      throw new DeliveryStateUnknownException(Texts.message("delivery.reason", "lost"), null);
    }
    if (step == Step.DIE) {
      throw new KilledError();
    }
    return Arrival.at("memory");
  }
}
