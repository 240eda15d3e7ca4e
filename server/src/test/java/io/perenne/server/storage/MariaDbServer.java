// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real MariaDB on a port of its own. It refuses root, so under root its own user runs it. */
public final class MariaDbServer implements AutoCloseable {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Process process;
  private final int port;

  private MariaDbServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one, or skips the test where none is installed. */
  public static MariaDbServer startOrSkip(Path parent) throws Exception {
    Optional<Path> server = find("mariadbd");
    Optional<Path> installer = find("mariadb-install-db");
    assumeTrue(
        server.isPresent() && installer.isPresent(),
        "skipped: no MariaDB is installed (./check installs it)");
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path folder = Files.createDirectories(parent.resolve("mariadb"));
    if (ROOT) {
      run("chown", "mysql", folder.toString());
    }
    String data = folder.resolve("data").toString();
    run(
        asServer(
            installer.get().toString(),
            "--no-defaults",
            "--datadir=" + data,
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve"));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                asServer(
                    server.get().toString(),
                    "--no-defaults",
                    "--datadir=" + data,
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--socket=" + folder.resolve("s"),
                    "--pid-file=" + folder.resolve("pid"),
                    "--skip-name-resolve",
                    "--default-time-zone=+05:00",
                    "--character-set-server=latin1",
                    "--innodb-flush-log-at-trx-commit=0",
                    "--innodb-fast-shutdown=2"))
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    awaitReady(process);
    return new MariaDbServer(process, port);
  }

  private static Optional<Path> find(String name) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.add(line);
      if (line.contains("ready for connections")) {
        drain(log);
        return;
      }
    }
    throw new IllegalStateException("MariaDB did not start: " + said);
  }

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

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(List.of(command) + "\n" + output);
    }
  }

  private static String[] asServer(String... command) {
    Stream<String> user =
        ROOT
            ? Stream.of("setpriv", "--reuid=mysql", "--regid=mysql", "--clear-groups")
            : Stream.empty();
    return Stream.concat(user, Stream.of(command)).toArray(String[]::new);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Returns the address of a database, as a user writes it who has a MySQL. */
  public String url(String database) {
    return "jdbc:mysql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /** Does what its administrator does. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:mariadb://127.0.0.1:%d/?user=root".formatted(port));
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
