// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every destination does. */
public interface DestinationContract {
  /** Returns a destination where nothing has been delivered yet. */
  Destination destination() throws Exception;

  /** Returns a shipment for it; another version has other content under the same name. */
  Shipment shipment(Path folder, int version) throws Exception;

  /** A destination that cannot tell what it holds says so instead of saying no. */
  private static void assertHolds(Destination destination, Shipment shipment) {
    if (destination.remembers()) {
      assertThat(destination.holds(shipment.label())).isTrue();
    } else {
      assertThatThrownBy(() -> destination.holds(shipment.label()))
          .isInstanceOf(DeliveryFailedException.class);
    }
  }

  @Test
  default void check_ofWorkingDestination_saysSo() throws Exception {
    assertThat(destination().check()).asString().isNotBlank();
  }

  @Test
  default void holds_beforeDelivery_isFalse(@TempDir Path folder) throws Exception {
    Destination destination = destination();
    assumeTrue(destination.remembers(), "skipped: this destination remembers no delivery");
    assertThat(destination.holds(shipment(folder, 1).label())).isFalse();
  }

  @Test
  default void deliver_newShipment_isThere(@TempDir Path folder) throws Exception {
    Destination destination = destination();
    Shipment shipment = shipment(folder, 1);
    Arrival arrival = destination.deliver(shipment, bytes -> {});
    assertThat(arrival.location()).isNotBlank();
    assertThat(arrival.rejectedRows()).isZero();
    assertHolds(destination, shipment);
  }

  @Test
  default void deliver_sameShipmentTwice_leavesTheSame(@TempDir Path folder) throws Exception {
    Destination destination = destination();
    Shipment shipment = shipment(folder, 1);
    destination.deliver(shipment, bytes -> {});
    destination.deliver(shipment, bytes -> {});
    assertHolds(destination, shipment);
  }

  @Test
  default void deliver_laterShipment_takesThePlaceOfTheEarlier(@TempDir Path folder)
      throws Exception {
    Destination destination = destination();
    Shipment earlier = shipment(folder, 1);
    Shipment later = shipment(folder, 2);
    destination.deliver(earlier, bytes -> {});
    destination.deliver(later, bytes -> {});
    assertHolds(destination, later);
    if (destination.remembers() && earlier.label().name().equals(later.label().name())) {
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
    assertHolds(destination, shipment);
  }

  @Test
  default void describe_anyDestination_namesNoSecret() throws Exception {
    assertThat(destination().describe()).isNotBlank().doesNotContain("sesame");
  }
}
