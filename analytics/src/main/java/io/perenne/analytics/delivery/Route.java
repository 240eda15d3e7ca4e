// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.config.FileNamePattern;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.pack.Packer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
  /** The pattern of names: a name is also the name of a folder. */
  static final String NAME = "[a-z0-9][a-z0-9_-]{0,63}";

  /**
   * A digit of the time of day is not the same in all of these, so what is the same is the date.
   */
  private static final List<LocalTime> TIMES_WITHOUT_A_COMMON_DIGIT =
      List.of(
          LocalTime.of(0, 0, 0, 0),
          LocalTime.of(11, 11, 11, 111_000_000),
          LocalTime.of(23, 59, 59, 999_000_000));

  public Route {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("name is not " + NAME + ": " + name);
    }
  }

  /** Returns the name of the file if a run were delivered at an instant. */
  public String preview(DeliverableRun run, Instant now) {
    return fileName(run, now);
  }

  /**
   * Tries what can be tried without a destination and a run, such as the key to encrypt with.
   *
   * @throws DeliveryFailedException if nothing could be packed
   */
  public void checkPacking() {
    packer.check();
  }

  String fileName(DeliverableRun run, Instant now) {
    return fileName(now.atZone(zone.orElse(run.zone())), run.referenceDate(), run.runId());
  }

  /**
   * Returns whether a file has the name of a day. A time of day in it may be any; a name without a
   * date is that of every day.
   */
  public boolean isNamedFor(DeliveryRecord record, LocalDate day, ZoneId zone) {
    List<String> names =
        TIMES_WITHOUT_A_COMMON_DIGIT.stream()
            .map(time -> day.atTime(time).atZone(zone))
            .map(at -> fileName(at, record.referenceDate(), record.runId()))
            .toList();
    String name = record.shipment().name();
    return name.length() == names.get(0).length()
        && IntStream.range(0, name.length())
            .filter(i -> names.stream().map(each -> each.charAt(i)).distinct().count() == 1)
            .allMatch(i -> name.charAt(i) == names.get(0).charAt(i));
  }

  private String fileName(ZonedDateTime at, LocalDate referenceDate, String runId) {
    String resolved =
        fileName.resolve(new FileNamePattern.Context(at, referenceDate, runId, tenant));
    return resolved.replaceFirst("\\.csv(\\.gz|\\.pgp)?$", "") + ending;
  }
}
