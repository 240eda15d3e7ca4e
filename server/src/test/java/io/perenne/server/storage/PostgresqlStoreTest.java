// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlStoreTest extends StoreContract {
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
  DatabaseAddress empty() throws Exception {
    return DatabaseAddress.postgresql(server.newDatabase(), Path.of("target"));
  }

  @Test
  void copy_isLeftToThePrograms_ofTheDatabase(@TempDir Path folder) throws Exception {
    try (Store store = Store.open(empty(), () -> NOW)) {
      assertThatThrownBy(() -> store.copyTo(folder.resolve("copy")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("pg_dump")
          .hasMessageNotContaining("sesame");
    }
  }
}
