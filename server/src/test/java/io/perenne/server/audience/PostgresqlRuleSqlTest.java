// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.audience;

import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.PostgresServer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

class PostgresqlRuleSqlTest extends RuleSqlContract {
  private static @TempDir Path folder;
  private @Nullable PostgresServer server;

  @Override
  DatabaseAddress empty() throws Exception {
    PostgresServer started = PostgresServer.startOrSkip(folder);
    server = started;
    return DatabaseAddress.postgresql(started.newDatabase(), Path.of("target"));
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}
