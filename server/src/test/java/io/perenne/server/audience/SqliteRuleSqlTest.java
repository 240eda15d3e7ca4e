// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.audience;

import io.perenne.server.storage.DatabaseAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRuleSqlTest extends RuleSqlContract {
  private static @TempDir Path home;

  @Override
  DatabaseAddress empty() {
    return DatabaseAddress.inHome(home);
  }
}
