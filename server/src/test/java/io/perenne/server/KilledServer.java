// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.server.storage.DatabaseAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A server in a process of its own; to be killed. */
final class KilledServer {
  private KilledServer() {}

  /**
   * A server that runs.
   *
   * @param process to be killed
   * @param port where it listens
   */
  record Running(Process process, int port) {
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }

  static Running start(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                KilledServer.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String port = out.readLine();
    if (port == null) {
      throw new IOException("the server did not start");
    }
    return new Running(process, Integer.parseInt(port));
  }

  public static void main(String[] arguments) throws InterruptedException {
    Path home = Path.of(arguments[0]);
    ServerOptions options =
        new ServerOptions(
            ServedHome.context(home),
            "127.0.0.1",
            0,
            "",
            DatabaseAddress.inHome(home),
            List.of(),
            false);
    try (PerenneServer server = PerenneServer.start(options)) {
      System.out.println(server.port());
      server.join();
    }
  }
}
