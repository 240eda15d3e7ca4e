// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Delivery of finished runs: each run arrives at each destination once.
 *
 * <p>A {@link io.perenne.analytics.delivery.Courier} packs a run as its {@link
 * io.perenne.analytics.delivery.Route} asks, hands it to a {@link
 * io.perenne.analytics.delivery.destination.Destination}, tries again when the world fails, and
 * keeps a {@link io.perenne.analytics.delivery.DeliveryRecord} of everything in the home's {@link
 * io.perenne.analytics.delivery.DeliveryLedger}.
 */
@NullMarked
package io.perenne.analytics.delivery;

import org.jspecify.annotations.NullMarked;
