// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ctrl-C for processes. */
final class Interrupts {
  private static final long SIGINT = 1L << 1;

  private Interrupts() {}

  /**
   * Returns the command of a process that hears Ctrl-C, although tests in the background do not.
   */
  static List<String> heardBy(List<String> command) throws IOException {
    Path status = Path.of("/proc/self/status");
    boolean ignored =
        Files.exists(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(8), 16) & SIGINT) != 0);
    List<String> heard = new ArrayList<>();
    if (ignored) {
      heard.addAll(List.of("env", "--default-signal=INT"));
    }
    heard.addAll(command);
    return heard;
  }

  static void send(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }
}
