// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

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
  private boolean mute;
  private int arrivals;

  ScriptedDestination then(Step... more) {
    steps.addAll(java.util.List.of(more));
    return this;
  }

  /** Answers no question any more. */
  ScriptedDestination mute() {
    mute = true;
    return this;
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
  public String check() {
    return "works";
  }

  @Override
  public boolean holds(Label label) {
    if (mute) {
      throw DeliveryFailedException.passing("no answer", null);
    }
    return held.equals(Optional.of(label));
  }

  @Override
  public Arrival deliver(Shipment shipment, Progress bytesSent) {
    Step step = steps.isEmpty() ? Step.ARRIVE : steps.removeFirst();
    switch (step) {
      case FAIL -> throw DeliveryFailedException.passing("busy", null);
      case FAIL_FOR_GOOD -> throw DeliveryFailedException.lasting("wrong password", null);
      case LOSE_THE_SHIPMENT -> throw new DeliveryStateUnknownException("lost", null);
      case ARRIVE, LOSE_THE_ANSWER, DIE -> {
        arrivals++;
        held = Optional.of(shipment.label());
      }
    }
    if (step == Step.LOSE_THE_ANSWER) {
      throw new DeliveryStateUnknownException("lost", null);
    }
    if (step == Step.DIE) {
      throw new KilledError();
    }
    return Arrival.at("memory");
  }
}
