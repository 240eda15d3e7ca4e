// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Other people's programs that prove our work. */
public final class Programs {
  private Programs() {}

  static Optional<Path> find(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin", "/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static Path findOrSkip(String name) {
    Optional<Path> found = find(name);
    assumeTrue(found.isPresent(), "skipped: no " + name + " is installed (./check installs it)");
    return found.orElseThrow();
  }

  /** Reads what a program says until it ends, on a thread of its own. */
  static Thread drain(BufferedReader output, Consumer<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try {
                output.lines().forEach(lines);
              } catch (UncheckedIOException e) {
                // the program was killed
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  public static String run(String... command) throws Exception {
    return run(new byte[0], command);
  }

  public static String run(byte[] input, String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(input);
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(List.of(command) + "\n" + output);
    }
    return output;
  }
}
