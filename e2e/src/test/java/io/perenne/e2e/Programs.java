// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Other programs of this machine. */
final class Programs {
  private Programs() {}

  /** Returns whether this is root. */
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Returns whether a program did what it was told; not so if there is none. */
  static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a program to its end. */
  static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + "\n" + said);
    }
  }

  /** Starts a server and waits until it says that it listens. */
  static Process start(List<String> command, String ready) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    BufferedReader log = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      if (line.contains(ready)) {
        drain(log);
        return process;
      }
    }
    throw new IOException(command + " did not start:\n" + said);
  }

  /** Reads on, since a program stops that nobody reads. */
  private static void drain(BufferedReader log) {
    Thread thread =
        new Thread(
            () -> {
              try {
                log.lines().forEach(line -> {});
              } catch (UncheckedIOException e) {
                // the program was ended
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends a program and what it has started. */
  static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Returns a port at which nobody listens. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
