// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.task.Resources;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Where jobs work, and with what.
 *
 * @param home the folder of runs, configuration and control group
 * @param secrets where passwords and keys of destinations come from
 * @param clock tells the time
 * @param random where ids and salts come from; cryptographically strong outside tests
 * @param resources what one job may use
 * @param listener hears how far jobs are
 */
public record JobContext(
    Path home,
    Secret.Sources secrets,
    InstantSource clock,
    RandomGenerator random,
    Resources resources,
    JobListener listener) {

  /** Returns the same context with another listener. */
  public JobContext withListener(JobListener other) {
    return new JobContext(home, secrets, clock, random, resources, other);
  }

  /** Returns the same context with other resources. */
  public JobContext withResources(Resources other) {
    return new JobContext(home, secrets, clock, random, other, listener);
  }
}
