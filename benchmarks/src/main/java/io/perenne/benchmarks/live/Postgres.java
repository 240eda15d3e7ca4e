// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.live;

import io.perenne.benchmarks.Measured;
import io.perenne.benchmarks.ServerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own, with the settings of its installation: what is committed is on the disk.
 * It refuses root, so under root its own user runs it.
 */
final class Postgres implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final Pattern READY = Pattern.compile("(ready to accept) connections");

  private final ServerProcess process;
  private final int port;

  private Postgres(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts an empty one whose data lie in a folder, which is deleted first. */
  static Postgres start(Path folder) throws IOException, InterruptedException {
    Path log = Files.createDirectories(folder).resolve("postgres.log");
    Path data = Files.createTempDirectory("perenne-benchmark-postgres");
    List<String> as = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      Measured.run(List.of("chown", "postgres", data.toString()), log);
      as.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    Path programs = programs();
    List<String> make = new ArrayList<>(as);
    make.add(programs.resolve("initdb").toString());
    make.addAll(List.of("-D", data + "/data", "-U", "tester", "-A", "trust", "--locale=C"));
    make.addAll(List.of("-E", "UTF8"));
    Measured.run(make, log);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> serve = new ArrayList<>(as);
    serve.add(programs.resolve("postgres").toString());
    serve.addAll(
        List.of("-D", data + "/data", "-p", Integer.toString(port), "-k", data.toString()));
    serve.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
    ServerProcess process = ServerProcess.start(serve, log);
    process.await(READY);
    return new Postgres(process, port);
  }

  private static Path programs() throws IOException {
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> versions = Files.list(INSTALLED)) {
        return versions
            .map(version -> version.resolve("bin"))
            .filter(each -> Files.isExecutable(each.resolve("initdb")))
            .findFirst()
            .orElseThrow(() -> new IOException("no PostgreSQL is installed"));
      }
    }
    throw new IOException("no PostgreSQL is installed");
  }

  /** Returns the address of one of the databases that every server has. */
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=tester";
  }

  @Override
  public void close() {
    process.close();
  }
}
