// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.task.Cancellation;
import io.perenne.analytics.task.CancelledException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InterruptedEngineTest {
  private static final String ENDLESS =
      "SELECT sum(a.range * b.range) FROM range(100000000) a, range(100000000) b";

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void interrupt_endsTheStatementThatRunsAndRefusesLaterOnes() {
    Cancellation cancellation = new Cancellation();
    try (DuckDb database = DuckDb.open(200_000_000, 1, folder.resolve("spill"));
        Cancellation.Registration running = cancellation.register(database::interrupt)) {
      CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(cancellation::request);

      assertThatThrownBy(() -> database.queryOne(ENDLESS, row -> row.getLong(1)))
          .isInstanceOf(CancelledException.class)
          .hasMessage("the job was cancelled");
      assertThatThrownBy(() -> database.execute("SELECT 1")).isInstanceOf(CancelledException.class);
    }
  }
}
