// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.delivery.Courier;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryListener;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.Routes;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Sleeper;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.task.Cancellation;
import io.perenne.analytics.task.Task;
import io.perenne.clv.words.Labelled;
import java.time.Duration;
import java.util.Optional;

/**
 * Delivers a run to a destination, once.
 *
 * @param run the id of a run, the beginning of one, or {@code latest}
 * @param destination the name of a destination of the home
 * @param again whether a run that was delivered already goes once more
 * @param listener hears how far the delivery is
 */
public record Deliver(String run, String destination, boolean again, DeliveryListener listener)
    implements Job<DeliveryRecord> {
  private static final Duration STEP = Duration.ofMillis(200);

  @Override
  public String name() {
    return "deliver";
  }

  /**
   * Returns what makes routes of the destinations of a home.
   *
   * @param context where its secrets come from
   */
  public static Routes routes(JobContext context) {
    return new Routes(context.home(), context.secrets(), context.clock(), Sleeper.ofThread());
  }

  /**
   * Returns the route to a destination.
   *
   * @throws io.perenne.analytics.InputException if it is missing or cannot be used
   */
  public static Route route(JobContext context, String destination) {
    return routes(context).route(DestinationStore.of(context.home()).load(destination));
  }

  @Override
  public DeliveryRecord run(JobContext context, Task task) {
    Route route = route(context, destination);
    RunStore store = RunStore.of(context.home());
    DeliverableRun deliverable = DeliverableRun.of(store, store.find(run));
    Courier courier =
        new Courier(
            DeliveryLedger.of(context.home()),
            id -> Optional.of(store.folder().resolve(id).resolve(RunStore.CUSTOMERS)),
            context.clock(),
            context.random(),
            sleeper(task.cancellation()));
    DeliveryListener heard = new Cancellable(listener, task.cancellation());
    heard.check();
    return again
        ? courier.deliverAgain(deliverable, route, heard)
        : courier.deliver(deliverable, route, heard);
  }

  /** Waits in short steps, so that a wait of minutes ends when somebody cancels. */
  private static Sleeper sleeper(Cancellation cancellation) {
    Sleeper thread = Sleeper.ofThread();
    return wait -> {
      Duration left = wait;
      while (left.compareTo(STEP) > 0) {
        cancellation.check();
        thread.sleep(STEP);
        left = left.minus(STEP);
      }
      cancellation.check();
      thread.sleep(left);
    };
  }

  /** Ends a delivery where it tells how far it is. */
  private record Cancellable(DeliveryListener listener, Cancellation cancellation)
      implements DeliveryListener {
    @Override
    public void waiting(String destination) {
      listener.waiting(destination);
    }

    @Override
    public void packed(Label label) {
      cancellation.check();
      listener.packed(label);
    }

    @Override
    public void tryingAgain(Labelled reason, Duration wait) {
      listener.tryingAgain(reason, wait);
    }

    @Override
    public void at(long bytes) {
      cancellation.check();
      listener.at(bytes);
    }

    @Override
    public void check() {
      cancellation.check();
    }
  }
}
