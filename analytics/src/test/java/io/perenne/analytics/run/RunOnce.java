// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.ChildJvm;
import io.perenne.analytics.task.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One run as a process of its own, which ends itself by {@code kill -9} when it is told of the step
 * with a given number. Each step is printed when it is reached.
 */
final class RunOnce {
  private int left;

  private RunOnce(int step) {
    left = step;
  }

  /** Starts {@code folder, transactions, reference date, share, out, step}. */
  static Process start(
      Path folder, Path transactions, String asOf, String share, Path out, int step)
      throws IOException {
    List<String> command = ChildJvm.command(RunOnce.class, "-Xmx256m");
    command.addAll(List.of(folder.toString(), transactions.toString(), asOf, share));
    command.addAll(List.of(out.toString(), Integer.toString(step)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Runs in the home of a folder. */
  public static void main(String[] arguments) {
    Home home =
        KilledRunTest.home(Path.of(arguments[0]))
            .with("control-group.share", arguments[3])
            .withOut(Path.of(arguments[4]))
            .countingFrom(1_000 + Integer.parseInt(arguments[5]))
            .withListener(new RunOnce(Integer.parseInt(arguments[5]))::step);
    home.run(arguments[2], Path.of(arguments[1]));
  }

  private void step(Stage stage, String what) {
    System.out.println(stage.code() + ": " + what);
    if (left-- == 0) {
      kill();
    }
  }

  private static void kill() {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("kill", "-9", self).start();
      Thread.sleep(60_000);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("still alive", e);
    }
  }
}
