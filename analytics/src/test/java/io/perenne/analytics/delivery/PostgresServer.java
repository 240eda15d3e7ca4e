// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real PostgreSQL on a port of its own. It refuses root, so under root its own user runs it. */
final class PostgresServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private PostgresServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static PostgresServer startOrSkip(Path parent) throws Exception {
    Optional<Path> programs = findPrograms();
    assumeTrue(programs.isPresent(), "skipped: no PostgreSQL is installed (./check installs it)");
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path folder = Files.createDirectories(parent.resolve("postgres"));
    if (Programs.isRoot()) {
      Programs.run("chown", "postgres", folder.toString());
    }
    String data = folder.resolve("data").toString();
    Path secret = Files.writeString(parent.resolve("first-password"), "open sesame");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Programs.run(
        asServer(
            programs.get().resolve("initdb").toString(),
            "-D",
            data,
            "-U",
            "tester",
            "-A",
            "scram-sha-256",
            "--pwfile",
            secret.toString(),
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync"));
    int port = SshServer.freePort();
    Process process =
        new ProcessBuilder(
                asServer(
                    programs.get().resolve("postgres").toString(),
                    "-D",
                    data,
                    "-p",
                    Integer.toString(port),
                    "-k",
                    folder.toString(),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "fsync=off"))
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    awaitReady(process);
    return new PostgresServer(process, port);
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader log = process.inputReader();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("ready to accept connections")) {
        Programs.drain(log, each -> {});
        return;
      }
    }
    throw new IllegalStateException("PostgreSQL did not start");
  }

  private static String[] asServer(String... command) {
    List<String> all = new ArrayList<>();
    if (Programs.isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all.toArray(String[]::new);
  }

  private static Optional<Path> findPrograms() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> each = Files.list(versions)) {
      return each.map(version -> version.resolve("bin"))
          .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
          .findFirst();
    }
  }

  int port() {
    return port;
  }

  String url() {
    return url(port);
  }

  static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  List<String> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), "tester", "open sesame");
        Statement statement = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      if (statement.execute(sql)) {
        try (ResultSet result = statement.getResultSet()) {
          while (result.next()) {
            rows.add(result.getString(1));
          }
        }
      }
      return rows;
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
