// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.server.storage.DatabaseAddress;
import java.nio.file.Path;

class SqliteLaneTest extends LaneContract {
  @Override
  DatabaseAddress empty(Path home) {
    return DatabaseAddress.inHome(home);
  }
}
