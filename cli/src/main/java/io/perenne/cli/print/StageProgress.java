// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a terminal which stage of a long job runs, what it has to say and for how long. A stage
 * below one second shows nothing; a longer one leaves a line when it ends.
 */
public final class StageProgress {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int UPDATE_MILLIS = 200;
  private static final int LINE_LENGTH = 78;
  private static final int GAPS = 6;

  private final PrintStream terminal;
  private final ScreenNumbers numbers;
  private final InstantSource clock;
  private @Nullable Stage current;

  /**
   * @param terminal where to show it
   * @param numbers how to write numbers
   * @param clock what tells the time
   */
  public StageProgress(PrintStream terminal, ScreenNumbers numbers, InstantSource clock) {
    this.terminal = terminal;
    this.numbers = numbers;
    this.clock = clock;
  }

  /** Ends the stage before, if any, and starts another. */
  public void start(String name) {
    end();
    current = new Stage(name, clock.millis());
  }

  /** Shows a few words beside the stage. */
  public void note(String note) {
    if (current != null) {
      current.note = note;
    }
  }

  /** Ends the stage, if any. */
  public void end() {
    if (current != null) {
      current.finish();
      current = null;
    }
  }

  /** Returns the line that shows a stage, or nothing while it is young. */
  String line(String name, String note, Duration elapsed) {
    if (elapsed.compareTo(PATIENCE) < 0) {
      return "";
    }
    String time = numbers.seconds(elapsed);
    int room = LINE_LENGTH - name.length() - time.length() - GAPS;
    String shortNote = note.length() > room ? note.substring(0, Math.max(0, room - 1)) + "…" : note;
    return "  " + name + "  " + (note.isEmpty() ? "" : shortNote + "  ") + time;
  }

  private final class Stage {
    private final String name;
    private final long startMillis;
    private final ProgressBar bar;
    private volatile String note = "";

    Stage(String name, long startMillis) {
      this.name = name;
      this.startMillis = startMillis;
      this.bar =
          new ProgressBarBuilder()
              .setInitialMax(-1)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setRenderer((state, width) -> line(name, note, elapsed()))
              .setConsumer(new ConsoleProgressBarConsumer(terminal, LINE_LENGTH))
              .clearDisplayOnFinish()
              .build();
    }

    Duration elapsed() {
      return Duration.ofMillis(clock.millis() - startMillis);
    }

    void finish() {
      String last = line(name, note, elapsed());
      bar.close();
      if (!last.isEmpty()) {
        terminal.println(last);
      }
    }
  }
}
