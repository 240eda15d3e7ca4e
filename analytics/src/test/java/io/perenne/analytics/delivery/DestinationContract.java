// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every destination does. */
interface DestinationContract {
  /** Returns a destination where nothing has been delivered yet. */
  Destination destination() throws Exception;

  /** Returns a shipment for it; another version has other content under the same name. */
  Shipment shipment(Path folder, int version) throws Exception;

  /** Returns whether the destination can tell afterwards what it holds. */
  default boolean remembers() {
    return true;
  }

  @Test
  default void check_ofWorkingDestination_saysSo() throws Exception {
    assertThat(destination().check()).isNotBlank();
  }

  @Test
  default void holds_beforeDelivery_isFalse(@TempDir Path folder) throws Exception {
    assertThat(destination().holds(shipment(folder, 1).label())).isFalse();
  }

  @Test
  default void deliver_newShipment_isThere(@TempDir Path folder) throws Exception {
    Destination destination = destination();
    Shipment shipment = shipment(folder, 1);
    Arrival arrival = destination.deliver(shipment, bytes -> {});
    assertThat(arrival.location()).isNotBlank();
    assertThat(arrival.rejectedRows()).isZero();
    assertThat(destination.holds(shipment.label())).isEqualTo(remembers());
  }

  @Test
  default void deliver_sameShipmentTwice_leavesTheSame(@TempDir Path folder) throws Exception {
    Destination destination = destination();
    Shipment shipment = shipment(folder, 1);
    destination.deliver(shipment, bytes -> {});
    destination.deliver(shipment, bytes -> {});
    assertThat(destination.holds(shipment.label())).isEqualTo(remembers());
  }

  @Test
  default void deliver_laterShipment_takesThePlaceOfTheEarlier(@TempDir Path folder)
      throws Exception {
    Destination destination = destination();
    Shipment earlier = shipment(folder, 1);
    Shipment later = shipment(folder, 2);
    destination.deliver(earlier, bytes -> {});
    destination.deliver(later, bytes -> {});
    assertThat(destination.holds(later.label())).isEqualTo(remembers());
    if (earlier.label().name().equals(later.label().name())) {
      assertThat(destination.holds(earlier.label())).isFalse();
    }
  }

  @Test
  default void deliver_anyShipment_tellsHowFarItIs(@TempDir Path folder) throws Exception {
    long[] last = {0};
    Shipment shipment = shipment(folder, 1);
    destination()
        .deliver(
            shipment,
            bytes -> {
              assertThat(bytes).isGreaterThanOrEqualTo(last[0]);
              last[0] = bytes;
            });
    assertThat(last[0]).isEqualTo(shipment.label().bytes());
  }

  @Test
  default void discard_afterDelivery_leavesTheShipment(@TempDir Path folder) throws Exception {
    Destination destination = destination();
    Shipment shipment = shipment(folder, 1);
    destination.deliver(shipment, bytes -> {});
    destination.discard(shipment.label());
    assertThat(destination.holds(shipment.label())).isEqualTo(remembers());
  }

  @Test
  default void describe_anyDestination_namesNoSecret() throws Exception {
    assertThat(destination().describe()).isNotBlank().doesNotContain("sesame");
  }
}
