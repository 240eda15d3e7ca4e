// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.files.FileDestination;
import io.perenne.analytics.delivery.files.Upload;
import io.perenne.analytics.delivery.sftp.HostKeyPin;
import io.perenne.analytics.delivery.sftp.SftpLogin;
import io.perenne.analytics.delivery.sftp.SftpOpener;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenSSH server on a port and with keys of its own, which lets in the user who runs the
 * tests. What it needs from the machine is only the program {@code sshd}.
 */
final class SshServer implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private Thread drain = new Thread();

  private SshServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts a server, with more lines for its configuration. */
  static SshServer startOrSkip(Path folder, String... lines) throws Exception {
    Path program = Programs.findOrSkip("sshd");
    Files.createDirectories(folder);
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      makeKey(folder.resolve("host_" + type), type, "");
      makeKey(folder.resolve("user_" + type), type, "");
    }
    makeKey(folder.resolve("user_locked"), "ed25519", "open sesame");
    List<String> authorized = new ArrayList<>();
    for (String name : List.of("user_ed25519", "user_ecdsa", "user_rsa", "user_locked")) {
      authorized.addAll(Files.readAllLines(folder.resolve(name + ".pub")));
    }
    Files.write(folder.resolve("authorized_keys"), authorized);
    if (Programs.isRoot()) {
      // where sshd, as root, locks itself in before a login
      Files.createDirectories(Path.of("/run/sshd"));
      Files.setPosixFilePermissions(
          Path.of("/run/sshd"), PosixFilePermissions.fromString("rwxr-xr-x"));
      // the server reads the keys as the user who logs in
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    int port = freePort();
    Files.write(folder.resolve("sshd_config"), configuration(folder, port, List.of(lines)));
    return start(program, folder, port);
  }

  private static List<String> configuration(Path folder, int port, List<String> more) {
    List<String> lines = new ArrayList<>(more); // of two lines for one thing the first counts
    lines.add("Port " + port);
    lines.add("ListenAddress 127.0.0.1");
    lines.add("HostKey " + folder.resolve("host_ed25519"));
    lines.add("HostKey " + folder.resolve("host_ecdsa"));
    lines.add("HostKey " + folder.resolve("host_rsa"));
    lines.add("PidFile none");
    lines.add("AuthorizedKeysFile " + folder.resolve("authorized_keys"));
    lines.add("StrictModes no");
    lines.add("PermitRootLogin yes");
    lines.add("UsePAM no");
    lines.add("MaxStartups 1000");
    // A shell of the second level does not read the start files of whoever runs the tests, which
    // may take seconds.
    lines.add("SetEnv SHLVL=1");
    if (more.stream().noneMatch(line -> line.startsWith("Subsystem"))) {
      lines.add("Subsystem sftp internal-sftp");
    }
    return lines;
  }

  private static SshServer start(Path program, Path folder, int port) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader log = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("Server listening")) {
        SshServer server = new SshServer(folder, port, process);
        server.drain = Programs.drain(log, server.log::add);
        return server;
      }
    }
    throw new IllegalStateException("sshd did not start:\n" + said);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void makeKey(Path file, String type, String passphrase) throws Exception {
    String bits =
        type.equals("ecdsa") ? "256" : "2048"; // short, because every server makes its own
    Programs.run(
        "ssh-keygen", "-q", "-t", type, "-b", bits, "-N", passphrase, "-f", file.toString());
  }

  /** Stops the server, lets its sessions end, and returns what they have written about logins. */
  String logAtTheEnd() throws InterruptedException {
    process.destroy();
    drain.join(20_000);
    return String.join("\n", log);
  }

  int port() {
    return port;
  }

  HostKeyPin hostKey(String type) throws IOException {
    return HostKeyPin.parse(Files.readString(folder.resolve("host_" + type + ".pub")));
  }

  Path userKey(String type) {
    return folder.resolve("user_" + type);
  }

  /** Ends every session, as a crash of the server would, and stays. */
  void killSessions() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns how the user of the tests logs in with a key. */
  SftpLogin login() throws IOException {
    return login(port, Duration.ofSeconds(20));
  }

  SftpLogin login(int throughPort, Duration timeout) throws IOException {
    return new SftpLogin(
        "127.0.0.1",
        throughPort,
        System.getProperty("user.name"),
        Optional.empty(),
        Optional.of(userKey("ed25519")),
        Optional.empty(),
        Optional.of(hostKey("ed25519")),
        timeout,
        Duration.ZERO,
        List.of());
  }

  /** Returns the settings of a destination in a folder there, as a person writes them. */
  String[] settings(int throughPort, Path target) throws IOException {
    return new String[] {
      "kind=sftp",
      "host=127.0.0.1",
      "port=" + throughPort,
      "user=" + System.getProperty("user.name"),
      "private-key=" + userKey("ed25519"),
      "host-key=" + hostKey("ed25519"),
      "timeout=20s",
      "keep-alive=0s",
      "folder=" + target,
      "file-name=clv.csv"
    };
  }

  FileDestination destination(Upload upload) throws IOException {
    return destination(login(), upload);
  }

  static FileDestination destination(SftpLogin login, Upload upload) {
    return destination(login, upload, null);
  }

  static FileDestination destination(
      SftpLogin login, Upload upload, Secret.@Nullable Sources sources) {
    Secret.Sources secrets =
        sources == null ? Secret.Sources.unattended(java.util.Map.of()) : sources;
    return new FileDestination(login.url(), new SftpOpener(login, secrets), upload);
  }

  @Override
  public void close() {
    killSessions();
    process.destroyForcibly();
  }
}
