// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PostgresqlLaneTest extends LaneContract {
  private PostgresServer server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = PostgresServer.startOrSkip(folder);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  DatabaseAddress empty(Path home) throws Exception {
    return DatabaseAddress.postgresql(server.newDatabase(), Path.of("target"));
  }
}
