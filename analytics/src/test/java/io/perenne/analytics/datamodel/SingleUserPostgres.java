// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.datamodel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real PostgreSQL that runs a few statements and ends: its single-user mode needs neither port
 * nor password. Under root it runs as the user {@code postgres}, because PostgreSQL refuses root.
 */
final class SingleUserPostgres {
  private final Path programs;
  private final Path folder;

  private SingleUserPostgres(Path programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  static SingleUserPostgres startOrSkip(Path parent) throws Exception {
    Optional<Path> programs = findPrograms();
    assumeTrue(programs.isPresent(), "skipped: no PostgreSQL is installed (./check installs it)");
    Path folder = Files.createDirectories(parent.resolve("postgres"));
    // The server's own user must reach the folder from the root of the file system down.
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (isRoot()) {
      run("", "chown", "postgres", folder.toString());
    }
    SingleUserPostgres postgres = new SingleUserPostgres(programs.get(), folder);
    postgres.program("", "initdb", "-D", postgres.data(), "-E", "UTF8", "--locale=C", "--no-sync");
    return postgres;
  }

  /** Runs statements and returns what the server answered. */
  String execute(String... statements) throws Exception {
    StringBuilder input = new StringBuilder();
    for (String statement : statements) {
      input.append(statement).append('\n').append('\n'); // with -j an empty line ends a statement
    }
    return program(input.toString(), "postgres", "--single", "-j", "-D", data(), "postgres");
  }

  /** Returns a copy of a file that the server may read. */
  Path readable(Path file) throws IOException {
    Path copy = folder.resolveSibling(file.getFileName());
    Files.copy(file, copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
    return copy;
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private String program(String input, String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(arguments));
    return run(input, command.toArray(String[]::new));
  }

  private static String run(String input, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + "\n" + output);
    }
    return output;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
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
}
