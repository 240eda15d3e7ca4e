// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.config.FileNamePattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A named way to a destination: what is sent, under which name, how often it is tried.
 *
 * @param name its name, in lower case
 * @param destination where it goes
 * @param packer what is sent
 * @param fileName under which name; an ending that tells packing and locking is added
 * @param ending that ending, as in {@code .csv.gz}
 * @param zone the zone of the dates in the name; empty for that of the run
 * @param tenant what {@code {tenant}} stands for
 * @param retries how often it is tried
 */
public record Route(
    String name,
    Destination destination,
    Packer packer,
    FileNamePattern fileName,
    String ending,
    Optional<ZoneId> zone,
    String tenant,
    RetryPolicy retries) {
  /** What a name may be, because it is also that of a folder. */
  static final String NAME = "[a-z0-9][a-z0-9_-]{0,63}";

  public Route {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("name is not " + NAME + ": " + name);
    }
  }

  /** Returns the name of the file if a run were delivered at an instant. */
  public String preview(DeliverableRun run, Instant now) {
    return fileName(run, now);
  }

  String fileName(DeliverableRun run, Instant now) {
    return fileName(now.atZone(zone.orElse(run.zone())), run.referenceDate(), run.runId());
  }

  /**
   * Returns whether a file has the name of a day. A name without a date has that of every day, and
   * so has one with a time of day, which nobody can tell beforehand.
   */
  public boolean isNamedFor(DeliveryRecord record, LocalDate day, ZoneId zone) {
    ZonedDateTime morning = day.atStartOfDay(zone);
    ZonedDateTime evening = day.plusDays(1).atStartOfDay(zone).minusSeconds(1);
    String name = fileName(morning, record.referenceDate(), record.runId());
    return name.equals(record.shipment().name())
        || !name.equals(fileName(evening, record.referenceDate(), record.runId()));
  }

  private String fileName(ZonedDateTime at, LocalDate referenceDate, String runId) {
    String resolved =
        fileName.resolve(new FileNamePattern.Context(at, referenceDate, runId, tenant));
    return resolved.replaceFirst("\\.csv(\\.gz|\\.pgp)?$", "") + ending;
  }
}
