// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a destination is: the contract that every channel implements and the shipment it receives.
 */
@NullMarked
package io.perenne.analytics.delivery.destination;

import org.jspecify.annotations.NullMarked;
