// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.delivery.destination.Sleeper;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What every delivery of a {@link Courier} needs.
 *
 * @param customersOfRun finds the customers of an earlier run, if they are still kept
 * @param instants the time
 * @param random spreads the waits between attempts
 * @param sleeper waits between attempts
 */
record DeliveryContext(
    Function<String, Optional<Path>> customersOfRun,
    InstantSource instants,
    RandomGenerator random,
    Sleeper sleeper) {}
