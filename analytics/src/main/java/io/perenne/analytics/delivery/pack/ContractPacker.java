// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.Texts;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.analytics.home.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends the contract file of the run as it is, byte for byte. */
public final class ContractPacker implements Packer {
  @Override
  public Shipment pack(DeliverableRun run, EarlierRuns earlier, String name, Path folder) {
    Path file = run.contract();
    try {
      String hash = Sha256.of(file);
      if (run.contractSha256().filter(written -> !written.equals(hash)).isPresent()) {
        throw DeliveryFailedException.lasting(Texts.message("delivery.contract", file), null);
      }
      Label label = new Label(run.runId(), name, Files.size(file), run.rows(), hash);
      return new Shipment(
          label, file, DatamodelColumn.contract().stream().map(ShippedColumn::of).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String settings() {
    return "the contract file";
  }
}
