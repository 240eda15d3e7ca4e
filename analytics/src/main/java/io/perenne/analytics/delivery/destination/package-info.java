// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * The interface that every channel implements, {@link
 * io.perenne.analytics.delivery.destination.Destination}, and the shipment that it receives.
 */
@NullMarked
package io.perenne.analytics.delivery.destination;

import org.jspecify.annotations.NullMarked;
