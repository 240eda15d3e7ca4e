// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.pack.EarlierRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What earlier deliveries may have left at a destination. */
final class DeliveryHistory {
  private final DestinationLedger ledger;
  private final String runId;
  private final Function<String, Optional<Path>> customersOfRun;

  /**
   * Creates the history before a delivery.
   *
   * @param runId the run that is to be delivered
   * @param customersOfRun finds the customers of an earlier run, if they are still kept
   */
  DeliveryHistory(
      DestinationLedger ledger, String runId, Function<String, Optional<Path>> customersOfRun) {
    this.ledger = ledger;
    this.runId = runId;
    this.customersOfRun = customersOfRun;
  }

  /**
   * Returns the customers of the runs of which rows may be there.
   *
   * @param settings the hash of what decides which rows and columns are sent now
   */
  EarlierRuns earlierRuns(String settings) {
    List<DeliveryRecord> others =
        ledger.list().stream().filter(record -> !record.runId().equals(runId)).toList();
    Optional<DeliveryRecord> last =
        others.stream()
            .filter(record -> record.arrival().isPresent())
            .max(Comparator.comparing(record -> record.arrival().orElseThrow().at()));
    List<DeliveryRecord> begunAfter =
        others.stream()
            .filter(other -> last.isEmpty() || wasBegunAfter(other, last.get()))
            .filter(other -> !last.equals(Optional.of(other)))
            .toList();
    Optional<Path> refused = last.flatMap(record -> ledger.refusedRows(record.runId()));
    return new EarlierRuns(
        last.filter(record -> begunAfter.isEmpty())
            .filter(record -> record.settings().equals(settings))
            .filter(
                record -> record.arrival().orElseThrow().rejectedRows() == 0 || refused.isPresent())
            .flatMap(this::customers),
        Stream.concat(last.stream(), begunAfter.stream())
            .flatMap(record -> customers(record).stream())
            .toList(),
        refused);
  }

  private Optional<Path> customers(DeliveryRecord record) {
    return customersOfRun.apply(record.runId()).filter(Files::exists);
  }

  /** Returns whether some rows of a run may be there that came after those of the last arrival. */
  private static boolean wasBegunAfter(DeliveryRecord other, DeliveryRecord last) {
    return other.state() == DeliveryState.STARTED
        || (other.state() != DeliveryState.DELIVERED
            && !other.lastTouched().isBefore(last.arrival().orElseThrow().at()));
  }

  /** Returns the other shipments that were begun since something last arrived. */
  List<Label> leftovers(Label shipment) {
    List<DeliveryRecord> all = ledger.list();
    Instant last =
        all.stream()
            .flatMap(record -> record.arrival().stream())
            .map(DeliveryRecord.Receipt::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    return all.stream()
        .filter(record -> record.state() != DeliveryState.DELIVERED)
        .filter(record -> !record.lastTouched().isBefore(last))
        .map(DeliveryRecord::shipment)
        .filter(label -> !label.equals(shipment))
        .toList();
  }
}
