// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.destination.Sleeper;
import io.perenne.analytics.delivery.marketingcloud.MarketingCloudDestination;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.FileLocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of a home: a folder for each destination with a document for each run, and a lock
 * that the system gives back when its holder dies.
 */
public final class DeliveryLedger {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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

  private static List<DeliveryRecord> records(Path folder) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    return listed(folder, path -> path.getFileName().toString().matches("[^.].*\\.json")).stream()
        .map(DeliveryLedger::load)
        .sorted(LAST_FIRST)
        .toList();
  }

  private static DeliveryRecord load(Path file) {
    try {
      return JSON.readValue(file.toFile(), DeliveryRecord.class);
    } catch (JsonProcessingException e) {
      throw new InputException(
          Problem.of("the record of a delivery cannot be read")
              .withWhere(file.toString())
              .withValue(e.getOriginalMessage())
              .withRemedy("restore the file, or delete it if the run may be delivered again"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns records as a JSON array. */
  public static String toJson(List<DeliveryRecord> records) {
    try {
      return JSON.writeValueAsString(records);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until no other process delivers to a destination, and keeps all others waiting.
   *
   * @param whenWaiting told once if there is another
   */
  Desk open(String destination, Sleeper sleeper, Runnable whenWaiting) {
    Path place = folder.resolve(destination);
    try {
      Files.createDirectories(place);
      FileChannel channel =
          FileChannel.open(
              place.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      for (boolean first = true; ; first = false) {
        @Nullable FileLock lock = FileLocks.tryLock(channel);
        if (lock != null) {
          return new Desk(place, channel);
        }
        if (first) {
          whenWaiting.run();
        }
        sleeper.sleep(BETWEEN_LOOKS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The right to deliver to one destination. */
  static final class Desk implements AutoCloseable {
    private final Path place;
    private final FileChannel lock;

    private Desk(Path place, FileChannel lock) {
      this.place = place;
      this.lock = lock;
    }

    Optional<DeliveryRecord> find(String runId) {
      Path file = file(runId);
      return Files.exists(file) ? Optional.of(load(file)) : Optional.empty();
    }

    List<DeliveryRecord> list() {
      return records(place);
    }

    /** Keeps a record; on return it is on disk. */
    DeliveryRecord keep(DeliveryRecord record) {
      try {
        DurableFiles.write(file(record.runId()), JSON.writeValueAsString(record) + "\n");
        return record;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Returns an empty folder for files on their way, which only their owner may enter. */
    Path emptyWorkFolder() {
      try {
        deleteAll(place.resolve("work"));
        return Files.createDirectory(place.resolve("work"), OWNER_ONLY);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Deletes a folder; one that was killed while packing has left the engine's folders in it. */
    private static void deleteAll(Path folder) throws IOException {
      if (Files.notExists(folder)) {
        return;
      }
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }

    /**
     * Keeps the list of refused rows that a destination has left in the work folder, and forgets
     * one of an earlier attempt once none is refused any more.
     */
    void keepRefusedRows(String runId, long refused) {
      Path list = place.resolve("work").resolve(MarketingCloudDestination.ROW_RECEIPTS);
      try {
        if (Files.exists(list)) {
          Files.move(list, refusedRowsFile(runId), StandardCopyOption.REPLACE_EXISTING);
        } else if (refused == 0) {
          Files.deleteIfExists(refusedRowsFile(runId));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Returns the list of the rows of a run that were refused, if there were any. */
    Optional<Path> refusedRows(String runId) {
      return Optional.of(refusedRowsFile(runId)).filter(Files::exists);
    }

    private Path refusedRowsFile(String runId) {
      return place.resolve(runId + "-" + MarketingCloudDestination.ROW_RECEIPTS);
    }

    private Path file(String runId) {
      return place.resolve(runId + ".json");
    }

    /** Leaves nothing of the customers behind but what was delivered. */
    @Override
    public void close() {
      try (lock) {
        deleteAll(place.resolve("work"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
