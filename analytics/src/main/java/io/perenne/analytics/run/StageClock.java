// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Measures how long each stage takes, and tells a listener when one begins. */
final class StageClock {
  private final InstantSource instants;
  private final ProgressListener listener;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private Optional<Stage> current = Optional.empty();
  private Instant since;

  StageClock(InstantSource instants, ProgressListener listener) {
    this.instants = instants;
    this.listener = listener;
    since = instants.instant();
  }

  /** Ends the stage before and begins one; a stage that begins again goes on. */
  void begin(Stage stage, String what) {
    end();
    current = Optional.of(stage);
    listener.on(stage, what);
  }

  /** Says something within a stage. */
  void say(Stage stage, String what) {
    listener.on(stage, what);
  }

  /** Ends the stage, and returns the seconds of every stage so far. */
  Map<String, Double> end() {
    Instant now = instants.instant();
    Duration elapsed = Duration.between(since, now);
    current.ifPresent(
        stage -> seconds.merge(stage.code(), elapsed.toMillis() / 1000.0, Double::sum));
    since = now;
    current = Optional.empty();
    return seconds;
  }
}
