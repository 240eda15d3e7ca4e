// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a terminal which stage of a long job runs, how many rows it has seen and for how long. A
 * stage below one second shows nothing; a longer one leaves a line when it ends.
 */
final class StageProgress implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int UPDATE_MILLIS = 200;
  private static final int LINE_LENGTH = 78;

  private final PrintStream terminal;
  private final ScreenNumbers numbers;
  private final InstantSource clock;
  private @Nullable Stage current;

  /**
   * @param terminal where to show it
   * @param numbers how to write numbers
   * @param clock what tells the time
   */
  StageProgress(PrintStream terminal, ScreenNumbers numbers, InstantSource clock) {
    this.terminal = terminal;
    this.numbers = numbers;
    this.clock = clock;
  }

  /** Ends the stage before, if any, and starts another. */
  void start(String name) {
    close();
    current = new Stage(name, clock.millis());
  }

  /** Tells how many rows the stage has seen so far. */
  void rows(long rows) {
    if (current != null) {
      current.bar.stepTo(rows);
    }
  }

  /** Ends the stage. */
  @Override
  public void close() {
    if (current != null) {
      current.end();
      current = null;
    }
  }

  /** Returns the line that shows a stage, or nothing while it is young. */
  String line(String name, long rows, Duration elapsed) {
    if (elapsed.compareTo(PATIENCE) < 0) {
      return "";
    }
    String seen = rows > 0 ? numbers.count(rows) + "  " : "";
    return "  " + name + "  " + seen + numbers.seconds(elapsed);
  }

  private final class Stage {
    private final String name;
    private final long startMillis;
    private final ProgressBar bar;

    Stage(String name, long startMillis) {
      this.name = name;
      this.startMillis = startMillis;
      this.bar =
          new ProgressBarBuilder()
              .setInitialMax(-1)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setRenderer((state, width) -> line(name, state.getCurrent(), elapsed()))
              .setConsumer(new ConsoleProgressBarConsumer(terminal, LINE_LENGTH))
              .clearDisplayOnFinish()
              .build();
    }

    Duration elapsed() {
      return Duration.ofMillis(clock.millis() - startMillis);
    }

    void end() {
      String last = line(name, bar.getCurrent(), elapsed());
      bar.close();
      if (!last.isEmpty()) {
        terminal.println(last);
      }
    }
  }
}
