// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.task;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how long each stage takes, tells a listener when one begins, and ends a cancelled job
 * between its steps.
 */
public final class StageClock {
  private final InstantSource instants;
  private final ProgressListener listener;
  private final Cancellation cancellation;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private Optional<Stage> current = Optional.empty();
  private Instant since;

  /** Makes a clock that no stage has begun on. */
  public StageClock(Task task) {
    instants = task.clock();
    listener = task.progress();
    cancellation = task.cancellation();
    since = instants.instant();
  }

  /**
   * Ends the stage before and begins one; a stage that begins again goes on.
   *
   * @throws CancelledException if the job shall end
   */
  public void begin(Stage stage, String what) {
    cancellation.check();
    end();
    current = Optional.of(stage);
    listener.on(stage, what);
  }

  /** Says something within a stage. */
  public void say(Stage stage, String what) {
    listener.on(stage, what);
  }

  /** Ends the stage, and returns the seconds of every stage so far. */
  public Map<String, Double> end() {
    Instant now = instants.instant();
    Duration elapsed = Duration.between(since, now);
    current.ifPresent(
        stage -> seconds.merge(stage.code(), elapsed.toMillis() / 1000.0, Double::sum));
    since = now;
    current = Optional.empty();
    return seconds;
  }
}
