// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.channel;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Sleeper;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What destinations need besides their settings.
 *
 * @param home the home whose runs they are sent
 * @param secrets where secrets are looked up
 * @param instants the time
 * @param sleeper waits between two questions to a server
 */
public record ChannelContext(
    Path home, Secret.Sources secrets, InstantSource instants, Sleeper sleeper) {}
