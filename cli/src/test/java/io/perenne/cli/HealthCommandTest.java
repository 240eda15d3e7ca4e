// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandTest {
  @TempDir Path folder;

  @Test
  void health_tellsAServerFromNone_andABackupIsMadeMeanwhile() throws Exception {
    Path home = folder.resolve("home");
    Process process = PerenneProcess.start(folder, List.of("serve", "--port=0", "--home=" + home));
    try (BufferedReader out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      String said = out.readLine();
      String url = said.substring(said.indexOf("http")).strip().replaceAll("/$", "");

      Terminal well = Terminal.run("health", "--url=" + url);
      assertThat(well.exitCode()).isZero();
      assertThat(well.out()).contains("ready");

      Path file = folder.resolve("backup.zip");
      assertThat(Terminal.run("backup", file.toString(), "--home=" + home).exitCode()).isZero();
      assertThat(Files.size(file)).isPositive();
      assertThat(Terminal.run("backup", file.toString(), "--home=" + home).exitCode()).isEqualTo(2);
      Path other = folder.resolve("other");
      assertThat(Terminal.run("restore", file.toString(), "--home=" + other).exitCode()).isZero();
      assertThat(other.resolve("perenne.db")).exists();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serverThatIsNotThere_isToldWithItsAddress() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Terminal terminal = Terminal.run("health", "--url=http://127.0.0.1:" + free);

    assertThat(terminal.exitCode()).isEqualTo(3);
    assertThat(terminal.err()).contains("http://127.0.0.1:" + free);
  }
}
