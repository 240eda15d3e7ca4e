// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.job.RetentionPlan;
import io.perenne.analytics.job.RetentionRule;
import io.perenne.server.job.PinnedRuns;
import io.perenne.server.options.OptionSources;
import io.perenne.server.settings.SavedRetention;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/** What a server on a home would delete after the next run. */
public final class RetentionPreview {
  private RetentionPreview() {}

  /**
   * Returns the plan.
   *
   * @param rule what the options say; without a limit, what was saved on a page counts
   * @param sources say where the server keeps which runs somebody wants to keep
   * @throws InputException if that cannot be asked
   */
  public static RetentionPlan of(
      Path home, RetentionRule rule, OptionSources sources, InstantSource clock) {
    DatabaseAddress address = new ServerOptionsReader(sources).database(home);
    if (address.file().filter(file -> !Files.exists(file)).isPresent()) {
      return RetentionPlan.of(home, rule, Set.of());
    }
    try (Store store = Store.open(address, clock)) {
      return RetentionPlan.of(home, new SavedRetention(rule, store).rule(), PinnedRuns.of(store));
    } catch (StoreException e) {
      throw new InputException(Problem.of(String.valueOf(e.getMessage())), e);
    }
  }
}
