// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.InputException;
import io.perenne.server.account.Change;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsStoreTest {
  private static final int SERVERS = 4;

  private @TempDir Path home;

  @Test
  void serversOnOneHome_thatSaveTheSameVersionAtOnce_letOneOfThemThrough() throws Exception {
    ExecutorService servers = Executors.newFixedThreadPool(SERVERS);
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      List<Future<Boolean>> saves = new ArrayList<>();
      for (int i = 0; i < SERVERS; i++) {
        String threads = Integer.toString(30 + i);
        saves.add(servers.submit(() -> saves(open(store), threads)));
      }
      int saved = 0;
      for (Future<Boolean> save : saves) {
        saved += save.get() ? 1 : 0;
      }
      assertThat(saved).isEqualTo(1);
      assertThat(open(store).versions()).hasSize(1);
    } finally {
      servers.shutdownNow();
    }
  }

  /** Each server has its own. */
  private SettingsStore open(Store store) {
    return new SettingsStore(
        home, store, InstantSource.system(), new Sources(home.resolve("uploads"), List.of()));
  }

  private static boolean saves(SettingsStore settings, String days) {
    try {
      Version saved =
          settings.save(
              new Change("ana", "127.0.0.1"),
              "",
              Map.of("cadence.population-days", days),
              Plan.NONE);
      return saved.configuration().containsValue(days);
    } catch (InputException e) {
      return false;
    }
  }
}
