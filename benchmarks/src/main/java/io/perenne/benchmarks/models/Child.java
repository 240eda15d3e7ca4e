// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import io.perenne.benchmarks.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A fresh Java process of one measurement. */
final class Child {
  private Child() {}

  /** Runs a main class and returns the words of the line that it printed. */
  static List<String> run(Path folder, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Path log = folder.resolve("child.log");
    Measured.run(command("4g", main.getName(), arguments), log);
    return List.of(Files.readString(log).strip().split(" "));
  }

  /** Returns the command of a Java process with our classes. */
  static List<String> command(String heap, String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(List.of(arguments));
    return command;
  }
}
