// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlJobQueueTest extends JobQueueContract {
  private PostgresServer server;
  private String url = "";

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
  DatabaseAddress empty(Path folder) throws Exception {
    url = server.newDatabase();
    return DatabaseAddress.postgresql(url, Path.of("target"));
  }

  @Override
  String written() {
    return url;
  }
}
