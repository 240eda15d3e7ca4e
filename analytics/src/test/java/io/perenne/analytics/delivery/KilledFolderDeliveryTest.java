// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills our process by {@code kill -9} before and after everything that a delivery of a file asks
 * of the world, one place after the other, and starts it again each time. A file of yesterday lies
 * under the final name, with its trigger file beside it.
 */
class KilledFolderDeliveryTest {
  @TempDir Path folder;

  @Test
  void folder_killedAtEveryStep_endsWithOneGoodFile() throws Exception {
    Set<String> steps =
        killing().everywhere(target -> Killing.settings(target, "kind=folder"), true);
    assertThat(steps)
        .contains(
            "before packing",
            "after packing",
            "before delivery",
            "before connecting",
            "after connecting",
            "before deleting the trigger file",
            "before writing the file",
            "within writing",
            "after writing the file",
            "before asking for the hash",
            "after asking for the hash",
            "before reading back",
            "before renaming",
            "after renaming",
            "before writing the trigger file",
            "after writing the trigger file",
            "after delivery, before the receipt");
  }

  @Test
  void directUpload_killedAtEveryStep_endsWithOneGoodFile() throws Exception {
    killing().everywhere(target -> Killing.settings(target, "kind=folder", "upload=direct"), false);
  }

  private Killing killing() throws IOException {
    return Killing.in(folder);
  }
}
