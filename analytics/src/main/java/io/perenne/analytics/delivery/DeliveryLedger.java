// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The records of the deliveries of a home: a folder for each destination with a document for each
 * run.
 */
public final class DeliveryLedger {
  /** How long a delivery waits for another one to the same destination to end. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  private final Path folder;

  private DeliveryLedger(Path folder) {
    this.folder = folder;
  }

  /** Returns the ledger of a home, which may not exist yet. */
  public static DeliveryLedger of(Path home) {
    return new DeliveryLedger(home.resolve("deliveries"));
  }

  /** Returns every delivery, the last one touched first. */
  public List<DeliveryRecord> list() {
    return folders().stream().flatMap(each -> records(each).stream()).sorted(LAST_FIRST).toList();
  }

  /** Returns the deliveries to a destination, the last one touched first. */
  public List<DeliveryRecord> list(String destination) {
    return records(folder.resolve(destination));
  }

  private static final Comparator<DeliveryRecord> LAST_FIRST =
      Comparator.comparing(
              (DeliveryRecord record) ->
                  record.attempts().isEmpty()
                      ? ""
                      : record.attempts().get(record.attempts().size() - 1).endedAt().toString())
          .thenComparing(DeliveryRecord::runId)
          .reversed();

  private List<Path> folders() {
    return Files.notExists(folder)
        ? List.of()
        : listed(
            folder,
            path -> path.getFileName().toString().matches(Route.NAME) && Files.isDirectory(path));
  }

  private static List<Path> listed(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(wanted).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<DeliveryRecord> records(Path folder) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    return listed(folder, path -> path.getFileName().toString().matches("[^.].*\\.json")).stream()
        .map(DeliveryLedger::load)
        .sorted(LAST_FIRST)
        .toList();
  }

  static DeliveryRecord load(Path file) {
    return Json.documents()
        .read(
            file,
            DeliveryRecord.class,
            Texts.message("problem.delivery.unreadable"),
            Texts.message("problem.delivery.restore"));
  }

  /** Returns records as a JSON array. */
  public static String toJson(List<DeliveryRecord> records) {
    return Json.documents().write(records);
  }

  /**
   * Waits until no other process delivers to a destination, and keeps all others waiting.
   *
   * @param waiter told if there is another
   * @throws InputException if the other takes more than six hours
   */
  DestinationLedger open(String destination, LockFile.Waiter waiter) {
    Path place = folder.resolve(destination);
    try {
      Access.createFolders(place);
      return new DestinationLedger(
          place, LockFile.acquire(place.resolve(".lock"), LONGEST_WAIT, waiter));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
