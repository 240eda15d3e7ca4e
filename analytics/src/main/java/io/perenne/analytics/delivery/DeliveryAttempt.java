// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import java.time.Instant;

/**
 * One attempt to deliver.
 *
 * @param startedAt when it began
 * @param endedAt when its end was known
 * @param state how it ended
 * @param message what is to be said about it; empty if nothing
 */
public record DeliveryAttempt(
    Instant startedAt, Instant endedAt, DeliveryState state, String message) {}
