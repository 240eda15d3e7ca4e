// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.delivery.destination.RefusedRows;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The records of one destination, which one process at a time may change. It has their lock until
 * it is closed.
 */
final class DestinationLedger implements AutoCloseable {
  private final Path place;
  private final LockFile lock;

  DestinationLedger(Path place, LockFile lock) {
    this.place = place;
    this.lock = lock;
  }

  Optional<DeliveryRecord> find(String runId) {
    Path file = file(runId);
    return Files.exists(file) ? Optional.of(DeliveryLedger.load(file)) : Optional.empty();
  }

  List<DeliveryRecord> list() {
    return DeliveryLedger.records(place);
  }

  /** Keeps a record; on return it is on disk. */
  DeliveryRecord keep(DeliveryRecord record) {
    try {
      DurableFiles.write(file(record.runId()), Json.documents().write(record) + "\n");
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns an empty folder for files on their way. */
  Path emptyWorkFolder() {
    Path work = place.resolve("work");
    try {
      DurableFiles.deleteFolder(work);
      Access.createFolders(work);
      return work;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps the list of refused rows that a destination has left in the work folder, and forgets one
   * of an earlier attempt once none is refused any more.
   */
  void keepRefusedRows(String runId, long refused) {
    Path list = place.resolve("work").resolve(RefusedRows.FILE);
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
    return place.resolve(runId + "-" + RefusedRows.FILE);
  }

  private Path file(String runId) {
    return place.resolve(runId + ".json");
  }

  /** Leaves nothing of the customers behind but what was delivered. */
  @Override
  public void close() {
    try (lock) {
      DurableFiles.deleteFolder(place.resolve("work"));
    }
  }
}
