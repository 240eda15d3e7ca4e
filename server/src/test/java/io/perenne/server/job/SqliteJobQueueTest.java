// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.server.storage.DatabaseAddress;
import java.nio.file.Path;

class SqliteJobQueueTest extends JobQueueContract {
  @Override
  DatabaseAddress empty(Path folder) {
    return DatabaseAddress.inHome(folder);
  }

  @Override
  String written() {
    return "";
  }
}
