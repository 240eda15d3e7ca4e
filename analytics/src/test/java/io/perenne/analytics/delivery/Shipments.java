// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.analytics.home.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Shipments of made-up bytes. */
final class Shipments {
  private Shipments() {}

  static Shipment of(Path folder, String name, String text) throws IOException {
    return of(folder, name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static Shipment of(Path folder, String name, byte[] bytes) throws IOException {
    Path file = Files.write(Files.createTempFile(folder, "shipment", ".csv"), bytes);
    Label label = new Label("run-" + name, name, bytes.length, 3, Sha256.of(file));
    return new Shipment(label, file, List.of(ShippedColumn.of(DatamodelColumn.key())));
  }

  static Shipment random(Path folder, String name, int bytes, long seed) throws IOException {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    return of(folder, name, content);
  }

  /** Returns the name under which a shipment is kept until it has arrived whole. */
  static String partName(Label label) {
    return "." + label.name() + "." + label.sha256().substring(0, 16) + ".part";
  }
}
