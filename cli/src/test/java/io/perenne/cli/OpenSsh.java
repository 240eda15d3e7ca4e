// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real OpenSSH server that lets in the user who runs the tests, by a key. */
final class OpenSsh implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  /** What the user's key is locked with. */
  static final String PASSPHRASE = "open sesame";

  private final Path folder;
  private final int port;
  private final Process process;

  private OpenSsh(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static OpenSsh startOrSkip(Path folder) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "skipped: no sshd is installed (./check installs it)");
    Files.createDirectories(folder);
    makeKey(folder.resolve("host"), "");
    makeKey(folder.resolve("user"), PASSPHRASE);
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // where sshd locks itself in before a login
    }
    int port = freePort();
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
                .formatted(port, folder.resolve("host"), folder.resolve("user.pub")));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString())
            .redirectErrorStream(true)
            .start();
    awaitListening(process);
    return new OpenSsh(folder, port, process);
  }

  private static void makeKey(Path file, String passphrase) throws Exception {
    new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", file.toString())
        .start()
        .waitFor();
  }

  private static void awaitListening(Process process) throws IOException {
    BufferedReader log = process.inputReader();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.startsWith("Server listening")) {
        Thread drain = new Thread(() -> log.lines().forEach(each -> {}));
        drain.setDaemon(true);
        drain.start();
        return;
      }
    }
    throw new IllegalStateException("sshd did not start");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  Path userKey() {
    return folder.resolve("user");
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
