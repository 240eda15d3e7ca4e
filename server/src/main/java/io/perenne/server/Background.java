// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.ingest.source.QuietFiles;
import io.perenne.analytics.job.JobContext;
import io.perenne.server.job.DeliverWork;
import io.perenne.server.job.JobQueue;
import io.perenne.server.job.RetentionWork;
import io.perenne.server.job.RunPlan;
import io.perenne.server.job.RunWork;
import io.perenne.server.job.Ticker;
import io.perenne.server.kafka.KafkaSettings;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.live.linkage.LinkageWork;
import io.perenne.server.notify.ArrivalWork;
import io.perenne.server.notify.NoticeWork;
import io.perenne.server.notify.Notices;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.schedule.Scheduler;
import io.perenne.server.settings.ChangedSources;
import io.perenne.server.settings.SavedPlan;
import io.perenne.server.settings.SavedRetention;
import io.perenne.server.settings.SavedTimetable;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.customers.CustomersPages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a server does though nobody asks at the moment. */
final class Background implements AutoCloseable {
  private final SettingsStore settings;
  private final JobQueue queue;
  private final Scheduler scheduler;
  private final Scheduler arrivals;
  private final PublishedRuns runs;
  private final SavedRetention retention;
  private final Live live;
  private @Nullable Ticker ticker;

  Background(
      Store store,
      JobContext context,
      SavedRetention retention,
      SettingsStore settings,
      PublishedRuns runs,
      CollectorOptions collector,
      Optional<KafkaSettings> kafka) {
    this.settings = settings;
    this.runs = runs;
    live = new Live(store, context, runs, collector, kafka);
    RunPlan plan =
        new SavedPlan(settings, context.home(), new QuietFiles(context.clock(), QuietFiles.QUIET));
    RetentionWork keeping = new RetentionWork(retention::rule, store, runs::letGo);
    Notices notices = new Notices(store, context.home());
    queue =
        JobQueue.open(
            store,
            context,
            Map.of(
                RunWork.KIND,
                new RunWork(plan, new KnownProfiles(store, context.clock())),
                DeliverWork.KIND,
                new DeliverWork(),
                ArrivalWork.KIND,
                new ArrivalWork(plan::destinations),
                NoticeWork.KIND,
                new NoticeWork(store),
                RetentionWork.KIND,
                keeping,
                LinkageWork.KIND,
                new LinkageWork(store, context.clock())),
            (ended, next) ->
                Stream.concat(notices.after(ended, next).stream(), keeping.after(ended).stream())
                    .toList());
    this.retention = retention;
    SavedTimetable timetable = new SavedTimetable(settings);
    scheduler =
        new Scheduler(
            store,
            context.clock(),
            RunWork.order(RunWork.SCHEDULE, Optional.empty()),
            timetable,
            new ChangedSources(settings, context.home()));
    arrivals =
        new Scheduler(
            store,
            context.clock(),
            ArrivalWork.order(),
            ArrivalWork.timetable(store, timetable::zone));
  }

  SettingsStore settings() {
    return settings;
  }

  JobQueue queue() {
    return queue;
  }

  Live live() {
    return live;
  }

  /** Begins, once pages can be asked for. */
  void start() {
    if (retention.rule().lets()) {
      queue.order(RetentionWork.order());
    }
    live.start();
    ticker =
        Ticker.start(
            List.of(
                scheduler::tick,
                arrivals::tick,
                queue::tick,
                () -> runs.prepareNewest(CustomersPages.orders())));
  }

  /** Begins nothing more and keeps no request open. */
  void retire() {
    queue.retire();
  }

  @Override
  public void close() {
    if (ticker != null) {
      ticker.close();
    }
    queue.close();
    live.close();
  }
}
