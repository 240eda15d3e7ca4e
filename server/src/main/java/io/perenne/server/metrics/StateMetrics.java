// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.perenne.analytics.home.RunDocument;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.JobCounts;
import io.perenne.server.storage.JobCounts.Count;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the store and the runs say of themselves. */
final class StateMetrics {
  private static final double MILLIS = 1_000;

  private static final Map<String, String> LAST_RUN =
      Map.of(
          "finished.timestamp.seconds", "When the newest run was published",
          "age.seconds", "How long ago that was",
          "duration.seconds", "How long it took",
          "rows", "Rows it read",
          "rejects", "Rows it rejected",
          "warnings", "Warnings it gave",
          "customers", "Customers it valued");

  private final Store store;
  private final PublishedRuns runs;
  private final InstantSource clock;
  private final MultiGauge jobs;
  private final MultiGauge ended;
  private final Map<String, Double> values = new ConcurrentHashMap<>();
  private volatile double storeUp;
  private volatile double storeSeconds;
  private volatile double queued;

  StateMetrics(MeterRegistry registry, Store store, PublishedRuns runs, InstantSource clock) {
    this.store = store;
    this.runs = runs;
    this.clock = clock;
    jobs = gauge(registry, "perenne.jobs", "Jobs that are kept, by kind and state");
    ended = gauge(registry, "perenne.job.last.ended.timestamp.seconds", "When one last ended so");
    LAST_RUN.forEach(
        (name, description) ->
            Gauge.builder("perenne.last.run." + name, this, each -> each.value(name))
                .description(description)
                .register(registry));
    Gauge.builder("perenne.store.up", this, each -> each.storeUp)
        .description("1 while the database answers")
        .register(registry);
    Gauge.builder("perenne.store.answer.seconds", this, each -> each.storeSeconds)
        .description("How long the database took to answer this question")
        .register(registry);
    Gauge.builder("perenne.jobs.queued", this, each -> each.queued)
        .description("Jobs that wait")
        .register(registry);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  /** Looks at everything again. */
  synchronized void look() {
    Instant now = clock.instant();
    try {
      List<Count> counts = store.read(in -> new JobCounts(in).all());
      storeUp = 1;
      storeSeconds = Duration.between(now, clock.instant()).toMillis() / MILLIS;
      queued =
          counts.stream()
              .filter(each -> each.state().equals("waiting"))
              .mapToLong(Count::number)
              .sum();
      jobs.register(counts.stream().<Row<?>>map(StateMetrics::number).toList(), true);
      ended.register(counts.stream().<Row<?>>flatMap(each -> end(each).stream()).toList(), true);
    } catch (StoreException e) {
      storeUp = 0;
      jobs.register(List.of(), true);
      ended.register(List.of(), true);
    }
    values.clear();
    runs.latest().ifPresent(run -> newest(run, now));
  }

  /** Of a home without a run nothing is known. */
  private double value(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  private static Tags tags(Count count) {
    return Tags.of("kind", count.kind(), "state", count.state());
  }

  private static Row<Number> number(Count count) {
    return Row.of(tags(count), (Number) count.number());
  }

  private static Optional<Row<Number>> end(Count count) {
    return count.lastEnded().map(at -> Row.of(tags(count), (Number) (at.toEpochMilli() / MILLIS)));
  }

  private void newest(RunDocument run, Instant now) {
    values.put("finished.timestamp.seconds", run.finishedAt().toEpochMilli() / MILLIS);
    values.put("age.seconds", Duration.between(run.finishedAt(), now).toMillis() / MILLIS);
    values.put(
        "duration.seconds",
        Duration.between(run.startedAt(), run.finishedAt()).toMillis() / MILLIS);
    values.put("rows", (double) run.rows().rows());
    values.put("rejects", (double) run.rejected());
    values.put("warnings", (double) run.warnings().size());
    values.put("customers", (double) run.totals().customers());
  }
}
