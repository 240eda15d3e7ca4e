// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.DeliveryState;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a rule means for the runs of a home: each with whether it stays, and why. Runs whose
 * provenance cannot be read are not in it, and stay.
 *
 * @param rule what was asked for
 * @param lines the newest run first
 */
public record RetentionPlan(RetentionRule rule, List<Line> lines) {
  /** Copies the list. */
  public RetentionPlan {
    lines = List.copyOf(lines);
  }

  /** Why a run stays, or goes. */
  public enum Reason {
    /** The newest run. */
    NEWEST,
    /** The newest run was compared with it. */
    COMPARED,
    /** A destination holds its rows, or may hold some of them: the next delivery compares. */
    DELIVERED,
    /** Somebody wants to keep it. */
    KEPT,
    /** One of the last runs. */
    LAST,
    /** The newest of its month. */
    MONTH,
    /** Nothing is said about it. */
    UNLIMITED,
    /** Older than what is kept. */
    OLD,
    /** There is no room for it. */
    SIZE;

    /** Returns whether the run stays. */
    public boolean stays() {
      return this != OLD && this != SIZE;
    }

    private boolean yieldsToSize() {
      return this == LAST || this == MONTH || this == UNLIMITED;
    }
  }

  /**
   * A run.
   *
   * @param bytes what its files take
   */
  public record Line(RunDocument run, long bytes, Reason reason) {}

  /** Returns the runs that go, the oldest first. */
  public List<Line> going() {
    List<Line> going = new ArrayList<>();
    for (Line line : lines) {
      if (!line.reason().stays()) {
        going.add(0, line);
      }
    }
    return going;
  }

  /** Returns the bytes of the runs that stay. */
  public long bytesKept() {
    return lines.stream().filter(line -> line.reason().stays()).mapToLong(Line::bytes).sum();
  }

  /** Returns the bytes of the runs that go. */
  public long bytesGone() {
    return going().stream().mapToLong(Line::bytes).sum();
  }

  /**
   * Makes the plan of a home.
   *
   * @param kept the ids of the runs that somebody wants to keep
   */
  public static RetentionPlan of(Path home, RetentionRule rule, Set<String> kept) {
    RunStore store = RunStore.of(home);
    List<RunDocument> runs = store.known().runs();
    if (runs.isEmpty()) {
      return new RetentionPlan(rule, List.of());
    }
    RunDocument newest = store.find("latest");
    Set<String> delivered = delivered(home);
    Set<String> months = months(runs, rule.months());
    List<Line> lines = new ArrayList<>();
    for (int place = 0; place < runs.size(); place++) {
      RunDocument run = runs.get(place);
      Reason reason = needed(run, newest, delivered, kept);
      if (reason == Reason.UNLIMITED && rule.last().isPresent()) {
        boolean month = months.contains(run.runId());
        reason = place < rule.last().getAsInt() ? Reason.LAST : month ? Reason.MONTH : Reason.OLD;
      }
      lines.add(new Line(run, bytes(store.folder(run)), reason));
    }
    return new RetentionPlan(rule, withinSize(lines, rule));
  }

  private static Reason needed(
      RunDocument run, RunDocument newest, Set<String> delivered, Set<String> kept) {
    if (run.runId().equals(newest.runId())) {
      return Reason.NEWEST;
    }
    if (run.runId().equals(newest.previousRun())) {
      return Reason.COMPARED;
    }
    if (delivered.contains(run.runId())) {
      return Reason.DELIVERED;
    }
    return kept.contains(run.runId()) ? Reason.KEPT : Reason.UNLIMITED;
  }

  /** The last run that arrived at each destination, and those that may have arrived since. */
  private static Set<String> delivered(Path home) {
    Map<String, Instant> arrived = new HashMap<>();
    List<DeliveryRecord> records = DeliveryLedger.of(home).list();
    for (DeliveryRecord record : records) {
      record
          .arrival()
          .ifPresent(
              arrival ->
                  arrived.merge(
                      record.destination(), arrival.at(), (a, b) -> a.isAfter(b) ? a : b));
    }
    Set<String> needed = new HashSet<>();
    for (DeliveryRecord record : records) {
      Instant last = arrived.getOrDefault(record.destination(), Instant.MIN);
      boolean isLast = record.arrival().filter(arrival -> arrival.at().equals(last)).isPresent();
      boolean unsure =
          record.state() == DeliveryState.STARTED || record.state() == DeliveryState.UNKNOWN;
      if (isLast || unsure) {
        needed.add(record.runId());
      }
    }
    return needed;
  }

  /** Returns the newest run of each of the last months. */
  private static Set<String> months(List<RunDocument> newestFirst, int most) {
    Map<YearMonth, RunDocument> newest = new HashMap<>();
    for (RunDocument run : newestFirst) {
      newest.merge(
          YearMonth.from(run.referenceDate()),
          run,
          (one, other) -> other.referenceDate().isAfter(one.referenceDate()) ? other : one);
    }
    YearMonth last = newest.keySet().stream().max(Comparator.naturalOrder()).orElseThrow();
    Set<String> ids = new HashSet<>();
    newest.forEach(
        (month, run) -> {
          if (month.until(last, ChronoUnit.MONTHS) < most) {
            ids.add(run.runId());
          }
        });
    return ids;
  }

  private static List<Line> withinSize(List<Line> lines, RetentionRule rule) {
    List<Line> within = new ArrayList<>(lines);
    long bytes = new RetentionPlan(rule, lines).bytesKept();
    for (int place = within.size() - 1;
        place >= 0 && bytes > rule.bytes().orElse(Long.MAX_VALUE);
        place--) {
      Line line = within.get(place);
      if (line.reason().yieldsToSize()) {
        within.set(place, new Line(line.run(), line.bytes(), Reason.SIZE));
        bytes -= line.bytes();
      }
    }
    return within;
  }

  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(RetentionPlan::size).sum();
    } catch (NoSuchFileException e) {
      return 0; // it has just gone
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // it has just gone
    }
  }
}
