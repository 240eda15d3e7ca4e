// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.CustomerRecord;
import java.nio.file.Path;
import java.util.Optional;

/** A run as one JSON object: its provenance, and where on this machine its files are. */
public final class MachineReport {
  /** The probability of the interval in which {@code explain} expects the next purchase. */
  public static final double INTERVAL = 0.9;

  private MachineReport() {}

  /**
   * Returns the object as text.
   *
   * @param folder the run's folder
   * @param out where else the contract file was put
   */
  public static String of(RunDocument run, Path folder, Optional<Path> out) {
    ObjectNode object = (ObjectNode) Json.parse(RunStore.toJson(run));
    ObjectNode paths = object.putObject("paths");
    paths.put("run", absolute(folder));
    run.files().forEach((name, file) -> paths.put(name, absolute(folder.resolve(file))));
    out.ifPresent(file -> paths.put("out", absolute(file)));
    return Json.documents().write(object) + "\n";
  }

  /** Returns what a run knows of a customer: values by column, an absent one is empty text. */
  public static String of(CustomerRecord customer) {
    ObjectNode object = Json.object();
    object.put("runId", customer.run().runId());
    ObjectNode values = object.putObject("values");
    customer.values().forEach(values::put);
    customer
        .next(INTERVAL)
        .ifPresent(
            next ->
                object
                    .putObject("nextPurchase")
                    .put("probability", next.probability())
                    .put("horizonDays", next.horizonDays())
                    .put("median", next.median().toString())
                    .put("low", next.low().toString())
                    .put("high", next.high().toString())
                    .put("interval", next.interval()));
    return Json.documents().write(object);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
