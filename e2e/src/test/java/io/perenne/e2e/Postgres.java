// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real PostgreSQL on a port of its own. It refuses root, so under root its own user runs it. */
final class Postgres implements AutoCloseable {
  private final Process process;
  private final int port;

  private Postgres(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one, or skips the test where none is installed. */
  static Postgres startOrSkip(Path parent) throws IOException, InterruptedException {
    Optional<Path> programs = findPrograms();
    assumeTrue(programs.isPresent(), "skipped: no PostgreSQL is installed (./check installs it)");
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path folder = Files.createDirectories(parent.resolve("postgres"));
    if (Programs.isRoot()) {
      Programs.run(List.of("chown", "postgres", folder.toString()));
    }
    Path secret = Files.writeString(parent.resolve("first-password"), "open-sesame");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    String data = folder.resolve("data").toString();
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
            "--locale=C",
            "-E",
            "UTF8",
            "--no-sync"));
    int port = Programs.freePort();
    Process process =
        Programs.start(
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
                "fsync=off"),
            "ready to accept connections");
    return new Postgres(process, port);
  }

  private static List<String> asServer(String... command) {
    List<String> all = new ArrayList<>();
    if (Programs.isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
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

  /** Returns the address of the database that every server has. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=tester&password=open-sesame"
        .formatted(port);
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
