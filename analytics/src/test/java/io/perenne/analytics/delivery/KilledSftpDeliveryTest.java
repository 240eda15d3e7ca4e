// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as {@link KilledFolderDeliveryTest} over SFTP, and three processes that deliver at once.
 */
class KilledSftpDeliveryTest {
  private static final int STRIDE = Killing.EVERY_STEP ? 1 : 2;

  @TempDir Path folder;

  @Test
  void sftp_killedAtItsSteps_endsWithOneGoodFile() throws Exception {
    try (SshServer server = SshServer.startOrSkip(folder.resolve("server"))) {
      Set<String> steps =
          killing()
              .everyNth(
                  STRIDE,
                  0,
                  target ->
                      Stream.concat(
                              Stream.of(server.settings(server.port(), target)),
                              Stream.of("trigger=.ready"))
                          .toArray(String[]::new),
                  true);
      assertThat(steps).contains("after connecting", "within writing", "after renaming");
    }
  }

  @Test
  void directSftp_killedAtItsSteps_endsWithOneGoodFile() throws Exception {
    try (SshServer server = SshServer.startOrSkip(folder.resolve("server"))) {
      Set<String> steps =
          killing()
              .everyNth(
                  STRIDE,
                  STRIDE - 1,
                  target ->
                      Stream.concat(
                              Stream.of(server.settings(server.port(), target)),
                              Stream.of("trigger=.ready", "upload=direct"))
                          .toArray(String[]::new),
                  false);
      assertThat(steps)
          .contains("within writing", "after asking for the hash")
          .doesNotContain("before renaming");
    }
  }

  @Test
  void deliver_threeProcessesAtOnce_uploadOnce() throws Exception {
    try (SshServer server = SshServer.startOrSkip(folder.resolve("server"))) {
      Path file = Shipments.random(folder, "clv.csv", 20_000_000, 3).file();
      Path target = folder.resolve("target");
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        processes.add(
            DeliverOnce.start(
                folder, file, KillSwitch.NEVER, server.settings(server.port(), target)));
      }
      for (Process process : processes) {
        assertThat(process.inputReader().lines()).containsExactly("delivered ");
        assertThat(process.waitFor()).isZero();
      }
      assertThat(target.resolve("clv.csv")).hasSameBinaryContentAs(file);
      assertThat(DeliveryLedger.of(folder).list("crm").get(0).attempts()).hasSize(1);
    }
  }

  private Killing killing() throws IOException {
    return Killing.in(folder);
  }
}
