// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.DeliveryState;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.Deliver;
import io.perenne.analytics.job.JobContext;
import io.perenne.server.job.BackOff;
import io.perenne.server.job.Ongoing;
import io.perenne.server.job.RunWork;
import io.perenne.server.job.Work;
import io.perenne.server.schedule.Recurrence;
import io.perenne.server.schedule.Timetable;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks once a day whether today's file has arrived at every destination. Who imports files by date
 * may otherwise take an older one without a word.
 */
public final class ArrivalWork implements Work {
  /** The kind of these jobs. */
  public static final String KIND = "arrivals";

  private static final List<Duration> WAITS_AFTER_DEATH = List.of(Duration.ZERO);

  private final Supplier<List<String>> destinations;

  /**
   * Makes a look.
   *
   * @param destinations the names of the destinations where a file is expected every day
   */
  public ArrivalWork(Supplier<List<String>> destinations) {
    this.destinations = destinations;
  }

  /** Returns the order of a look. */
  public static Jobs.Order order() {
    return Jobs.Order.of(KIND, "", Optional.empty(), RunWork.SCHEDULE);
  }

  /**
   * Returns when to look, as it is set in a store.
   *
   * @param zone where its time of day is local
   */
  public static Supplier<Optional<Timetable>> timetable(Store store, Supplier<ZoneId> zone) {
    return () ->
        NoticeSettings.of(store)
            .deadline()
            .map(time -> new Timetable(Recurrence.parse("daily " + time), zone.get()));
  }

  /** What is missing is a failure, which a notice then tells. */
  @Override
  public Jobs.End work(Jobs.Job job, Ongoing ongoing) {
    List<Problem> missing = new ArrayList<>();
    for (String name : destinations.get()) {
      try {
        find(ongoing.context(), name).ifPresent(missing::add);
      } catch (InputException e) {
        missing.addAll(e.problems());
      }
    }
    if (!missing.isEmpty()) {
      throw new InputException(missing);
    }
    return Jobs.End.done(Optional.empty());
  }

  @Override
  public List<Jobs.Order> after(Jobs.Job ended, boolean lost, Instant now) {
    return lost ? BackOff.again(ended, WAITS_AFTER_DEATH, now) : List.of();
  }

  private static Optional<Problem> find(JobContext context, String name) {
    Route route = Deliver.route(context, name);
    ZoneId zone = route.zone().orElseGet(() -> zoneOfTheLatestRun(context));
    LocalDate today = LocalDate.ofInstant(context.clock().instant(), zone);
    Optional<DeliveryRecord> last =
        DeliveryLedger.of(context.home()).list(name).stream()
            .filter(record -> record.state() == DeliveryState.DELIVERED)
            .filter(record -> arrivedOn(record, today, zone))
            .findFirst();
    if (last.isEmpty()) {
      return Optional.of(Problem.of(Words.message("missing.today", name, today)));
    }
    return route.isNamedFor(last.get(), today, zone)
        ? Optional.empty()
        : Optional.of(
            Problem.of(Words.message("missing.other-day", name, last.get().shipment().name())));
  }

  private static boolean arrivedOn(DeliveryRecord record, LocalDate day, ZoneId zone) {
    return record
        .arrival()
        .filter(receipt -> LocalDate.ofInstant(receipt.at(), zone).equals(day))
        .isPresent();
  }

  private static ZoneId zoneOfTheLatestRun(JobContext context) {
    return RunStore.of(context.home()).known().runs().stream()
        .findFirst()
        .map(ArrivalWork::zone)
        .orElse(ZoneId.of("UTC"));
  }

  private static ZoneId zone(RunDocument run) {
    return ZoneId.of(run.configuration().getOrDefault("time-zone", "UTC"));
  }
}
