// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Node.js of this machine, with the libraries that {@code src/test/node} locks. */
final class Node {
  private static final int OLDEST = 20;
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path FOLDER = Path.of("target/node");
  private static final String LOCK = "package-lock.json";

  private Node() {}

  /** Fetches the libraries, if they are not there already; skips the test where that cannot be. */
  static void prepareOrSkip() throws IOException, InterruptedException {
    assumeTrue(
        Programs.succeeds(
            "node", "-e", "process.exit(parseInt(process.versions.node) < " + OLDEST + " ? 1 : 0)"),
        "skipped: no Node.js " + OLDEST + " is installed");
    assumeTrue(Programs.succeeds("npm", "--version"), "skipped: no npm is installed");
    Files.createDirectories(FOLDER);
    Path ready = FOLDER.resolve("ready");
    boolean fetched = Files.exists(ready) && Files.mismatch(ready, SOURCES.resolve(LOCK)) < 0;
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!fetched) {
      assumeTrue(
          Programs.succeeds(
              "npm",
              "ci",
              "--prefix",
              FOLDER.toString(),
              "--ignore-scripts",
              "--no-audit",
              "--no-fund",
              "--prefer-offline"),
          "skipped: the libraries cannot be fetched from npm");
      Files.copy(SOURCES.resolve(LOCK), ready, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Returns the folder in which a library is. */
  static Path library(String name) {
    return FOLDER.resolve("node_modules").resolve(name);
  }

  /** Runs a program of the folder to its end; returns what it printed. */
  static List<String> run(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", program));
    command.addAll(List.of(arguments));
    Path complaints = Files.createTempFile("node", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectError(complaints.toFile())
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command + "\n" + printed + Files.readString(complaints));
      }
      return printed.lines().toList();
    } finally {
      Files.delete(complaints);
    }
  }
}
