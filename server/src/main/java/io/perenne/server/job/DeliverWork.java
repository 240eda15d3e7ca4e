// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.delivery.DeliveryListener;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.job.Deliver;
import io.perenne.clv.words.Labelled;
import io.perenne.server.storage.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Deliveries, one at a time to each destination. How often one is tried is for the destination's
 * own settings to say; one whose server was killed is taken up again, and the ledger of the home
 * knows whether it arrived.
 */
public final class DeliverWork implements Work {
  /** The kind of these jobs. */
  public static final String KIND = "deliver";

  private static final List<Duration> WAITS_AFTER_DEATH =
      List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));

  /** Returns the order to deliver a run to a destination. */
  public static Jobs.Order order(String who, String destination, String run) {
    return Jobs.Order.of(KIND, destination, Optional.of(run), who);
  }

  @Override
  public Jobs.End work(Jobs.Job job, Ongoing ongoing) {
    String run = job.order().detail().orElseThrow();
    DeliveryRecord record =
        ongoing.call(new Deliver(run, job.order().subject(), false, new Listener(ongoing)));
    Labelled reason = record::lastMessage;
    return switch (record.state()) {
      case DELIVERED -> Jobs.End.done(Optional.of(run));
      case UNKNOWN, STARTED -> Failures.said("unknown", reason);
      case FAILED, DEAD_LETTER -> Failures.said("failed", reason);
    };
  }

  @Override
  public List<Jobs.Order> after(Jobs.Job ended, boolean lost, Instant now) {
    return lost ? BackOff.again(ended, WAITS_AFTER_DEATH, now) : List.of();
  }

  /** Tells how far a delivery is. */
  private record Listener(Ongoing ongoing) implements DeliveryListener {
    private static final String STAGE = "deliver";
    private static final int MEGABYTE = 1_000_000;

    @Override
    public void waiting(String destination) {
      ongoing.say(STAGE, "waiting for another delivery to end");
    }

    @Override
    public void packed(Label label) {
      ongoing.say(STAGE, label.name());
    }

    @Override
    public void tryingAgain(Labelled reason, Duration wait) {
      ongoing.say(STAGE, "trying again in " + wait.toSeconds() + " s");
    }

    @Override
    public void at(long bytes) {
      if (bytes >= MEGABYTE) {
        ongoing.say(STAGE, bytes / MEGABYTE + " MB");
      }
    }
  }
}
