// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own. */
final class PerenneProcess {
  private static final long MOST_SECONDS = 300;

  private PerenneProcess() {}

  /** Returns the command that starts the program from a class path. */
  static List<String> command(String classPath, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx384m", "-cp", classPath));
    command.add(Perenne.class.getName());
    command.addAll(arguments);
    return command;
  }

  /** Starts the program in a folder; errors go where output goes. */
  static Process start(Path folder, List<String> arguments) {
    try {
      return new ProcessBuilder(command(System.getProperty("java.class.path"), arguments))
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a process to end. */
  static Terminal finish(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running after " + MOST_SECONDS + " s");
    }
    return new Terminal(process.exitValue(), output, "");
  }
}
