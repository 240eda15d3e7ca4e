// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What of a finished run is delivered.
 *
 * @param runId the run
 * @param referenceDate the last day it knows of
 * @param customers the table of customers, sorted by id
 * @param contract the contract file
 * @param rows how many customers both hold
 * @param zone the time zone of the local times in them
 * @param form how the contract file is written
 */
public record DeliverableRun(
    String runId,
    LocalDate referenceDate,
    Path customers,
    Path contract,
    long rows,
    ZoneId zone,
    ContractForm form) {
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

  /** Returns what a store holds of a run. */
  public static DeliverableRun of(RunStore store, RunDocument run) {
    Path folder = store.folder(run);
    return new DeliverableRun(
        run.runId(),
        run.referenceDate(),
        folder.resolve(RunStore.CUSTOMERS),
        folder.resolve(run.files().getOrDefault("contract", "")),
        run.totals().customers(),
        ZoneId.of(run.configuration().getOrDefault("time-zone", "UTC")),
        ContractForm.of(run.configuration()));
  }
}
