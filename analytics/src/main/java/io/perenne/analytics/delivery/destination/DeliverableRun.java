// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The files and facts of a finished run that a delivery needs.
 *
 * @param runId the run
 * @param referenceDate the last day it knows of
 * @param customers the table of customers, sorted by id
 * @param contract the contract file
 * @param rows how many customers both hold
 * @param zone the time zone of the local times in them
 * @param form how the contract file is written
 * @param contractSha256 the hash of the contract file as the run wrote it, where it is known
 */
public record DeliverableRun(
    String runId,
    LocalDate referenceDate,
    Path customers,
    Path contract,
    long rows,
    ZoneId zone,
    ContractForm form,
    Optional<String> contractSha256) {
  /** Creates one whose contract file has an unknown hash. */
  public DeliverableRun(
      String runId,
      LocalDate referenceDate,
      Path customers,
      Path contract,
      long rows,
      ZoneId zone,
      ContractForm form) {
    this(runId, referenceDate, customers, contract, rows, zone, form, Optional.empty());
  }

  /** Creates one whose contract file has the usual form. */
  public DeliverableRun(
      String runId,
      LocalDate referenceDate,
      Path customers,
      Path contract,
      long rows,
      ZoneId zone) {
    this(runId, referenceDate, customers, contract, rows, zone, ContractForm.usual());
  }

  /**
   * Returns what a store holds of a run.
   *
   * @throws io.perenne.analytics.InputException if a file of it is missing or has another size than
   *     the run gave it
   */
  public static DeliverableRun of(RunStore store, RunDocument run) {
    store.requireWhole(run);
    return unverified(store, run);
  }

  /** Returns what a store should hold of a run, without a look at its files. */
  public static DeliverableRun unverified(RunStore store, RunDocument run) {
    Path folder = store.folder(run);
    return new DeliverableRun(
        run.runId(),
        run.referenceDate(),
        folder.resolve(RunStore.CUSTOMERS),
        folder.resolve(run.files().getOrDefault(RunStore.CONTRACT, "")),
        run.totals().customers(),
        ZoneId.of(run.configuration().getOrDefault("time-zone", "UTC")),
        ContractForm.of(run.configuration()),
        Optional.of(run.contractSha256()));
  }
}
