// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A real OpenSSH server that lets in the user who runs the tests, by a key. */
final class OpenSsh implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port;
  private Process process;

  private OpenSsh(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts one, or skips the test where none is installed. */
  static OpenSsh startOrSkip(Path folder) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PROGRAM), "skipped: no sshd is installed (./check installs it)");
    Files.createDirectories(folder);
    for (String key : List.of("user", "host", "other")) {
      Programs.run(
          List.of(
              "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString()));
    }
    if (Programs.isRoot()) {
      // where sshd, as root, locks itself in before a login
      Files.createDirectories(Path.of("/run/sshd"));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    int port = Programs.freePort();
    return new OpenSsh(folder, port, start(folder, port, "host"));
  }

  private static Process start(Path folder, int port, String hostKey) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            Port %d
            ListenAddress 127.0.0.1
            HostKey %s
            AuthorizedKeysFile %s
            PidFile none
            StrictModes no
            PermitRootLogin yes
            UsePAM no
            SetEnv SHLVL=1
            Subsystem sftp internal-sftp
            """
                .formatted(port, folder.resolve(hostKey), folder.resolve("user.pub")));
    return Programs.start(
        List.of(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString()),
        "Server listening");
  }

  /** Lets another server stand at the same address: one with another key. */
  void becomeAnother() throws IOException {
    Programs.end(process);
    process.onExit().join();
    process = start(folder, port, "other");
  }

  /** Returns what the key of the server is called, as {@code ssh-keygen} says it. */
  String fingerprint(String key) throws IOException {
    Process said =
        new ProcessBuilder("ssh-keygen", "-l", "-f", folder.resolve(key + ".pub").toString())
            .start();
    String line = said.inputReader().readLine();
    return line == null ? "" : line.split(" ", -1)[1];
  }

  /** Returns the settings of a destination in a folder there, as a person fills them in. */
  Map<String, String> settings(Path target) {
    return Map.of(
        "host", "127.0.0.1",
        "port", Integer.toString(port),
        "user", System.getProperty("user.name"),
        "private-key", folder.resolve("user").toString(),
        "folder", target.toString(),
        "file-name", "clv.csv");
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
