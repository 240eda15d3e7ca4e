// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.perenne.analytics.home.Software;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Everything that is measured of one server. What the store and the runs say is looked up when
 * somebody asks, so that it is as true after a restart, and on a second server.
 */
public final class Metrics implements AutoCloseable {
  private static final Duration[] LIMITS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(300),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private static final Duration[] SHORT_LIMITS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1)
  };

  private final List<LongSupplier> counted = new CopyOnWriteArrayList<>();
  private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final StateMetrics state;

  /**
   * Begins to measure.
   *
   * @param home whose disk is looked at
   */
  public Metrics(Store store, PublishedRuns runs, Path home, InstantSource clock) {
    state = new StateMetrics(registry, store, runs, clock);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new DiskSpaceMetrics(home.toAbsolutePath().toFile()).bindTo(registry);
    collections.bindTo(registry);
    for (SignInWay way : SignInWay.values()) {
      failures(way); // there from the start, so that a first failure is an increase
    }
    Gauge.builder("perenne.info", () -> 1).tags("version", Software.version()).register(registry);
  }

  /** How somebody tries to get in. */
  public enum SignInWay {
    /** With a password. */
    PASSWORD,
    /** Through a provider of identities. */
    OIDC,
    /** A program, with a key. */
    KEY
  }

  /** Counts an attempt to get in that failed. */
  public void signInFailed(SignInWay way) {
    failures(way).increment();
  }

  private Counter failures(SignInWay way) {
    return Counter.builder("perenne.sign.in.failures")
        .description("Attempts to sign in that failed")
        .tag("way", way.name().toLowerCase(java.util.Locale.ROOT))
        .register(registry);
  }

  /** What requests are told apart by. */
  private record Answered(String method, String route, int status) {}

  /**
   * Counts a request.
   *
   * @param route the path with its variables in braces, never what was asked for
   */
  public void requested(String method, String route, int status, Duration took) {
    requests
        .computeIfAbsent(
            new Answered(method, route, status),
            each ->
                Timer.builder("perenne.http.requests")
                    .description("Requests by the template of their path")
                    .tags(
                        Tags.of(
                            "method", method, "route", route, "status", Integer.toString(status)))
                    .serviceLevelObjectives(LIMITS)
                    .register(registry))
        .record(took);
  }

  /**
   * Tells a number that only rises since the start.
   *
   * @param tag what the number is told apart by, and {@code word} what it is here
   */
  public void counter(
      String name, String description, String tag, String word, LongSupplier number) {
    counted.add(number); // the registry alone would let it go
    FunctionCounter.builder(name, number, LongSupplier::getAsLong)
        .description(description)
        .tag(tag, word)
        .register(registry);
  }

  /** Tells a number that is looked up when somebody asks. */
  public void gauge(String name, String description, DoubleSupplier number) {
    Gauge.builder(name, number::getAsDouble).description(description).register(registry);
  }

  /** Returns what is told of each time that something took. */
  public Consumer<Duration> durations(String name, String description) {
    return Timer.builder(name)
            .description(description)
            .serviceLevelObjectives(SHORT_LIMITS)
            .register(registry)
        ::record;
  }

  /** Returns everything in the text format of Prometheus. */
  public synchronized String text() {
    state.look();
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
