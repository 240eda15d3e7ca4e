// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real PostgreSQL on a port of its own. It refuses root, so under root its own user runs it. */
public final class PostgresServer implements AutoCloseable {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Process process;
  private final int port;
  private int databases;

  private PostgresServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one, or skips the test where none is installed. */
  public static PostgresServer startOrSkip(Path parent) throws Exception {
    Optional<Path> programs = findPrograms();
    assumeTrue(programs.isPresent(), "skipped: no PostgreSQL is installed (./check installs it)");
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path folder = Files.createDirectories(parent.resolve("postgres"));
    if (ROOT) {
      run("chown", "postgres", folder.toString());
    }
    Path secret = Files.writeString(parent.resolve("first-password"), "open-sesame");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    String data = folder.resolve("data").toString();
    String initdb = programs.get().resolve("initdb").toString();
    String[] rest = {
      "-U",
      "tester",
      "-A",
      "scram-sha-256",
      "--pwfile",
      secret.toString(),
      "-E",
      "UTF8",
      "--locale=C",
      "--no-sync"
    };
    run(asServer(Stream.concat(Stream.of(initdb, "-D", data), Stream.of(rest))));
    int port = freePort();
    String postgres = programs.get().resolve("postgres").toString();
    Stream<String> command =
        Stream.of(
            postgres,
            "-D",
            data,
            "-p",
            Integer.toString(port),
            "-k",
            folder.toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "fsync=off",
            "-c",
            "max_connections=100");
    Process process =
        new ProcessBuilder(asServer(command))
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
        drain(log);
        return;
      }
    }
    throw new IllegalStateException("PostgreSQL did not start");
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
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(List.of(command) + "\n" + output);
    }
  }

  private static String[] asServer(Stream<String> command) {
    List<String> all = new ArrayList<>();
    if (ROOT) {
      all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.forEach(all::add);
    return all.toArray(String[]::new);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
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

  /** Makes an empty database and returns its address. */
  public String newDatabase() throws Exception {
    String name = "store" + ++databases;
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return url(name);
  }

  /** Runs a script in a database, as the script itself says that it is run. */
  void run(Path script, String url) throws Exception {
    run(
        Path.of("/usr/bin/psql").toString(),
        "--single-transaction",
        "-v",
        "ON_ERROR_STOP=1",
        "-f",
        script.toString(),
        url.substring("jdbc:".length()));
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=tester&password=open-sesame"
        .formatted(port, database);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
