// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaltFileTest {
  @TempDir Path home;

  @Test
  void loadOrCreate_keepsTheFirstSalt() throws IOException {
    Path file = home.resolve("control-group/salt");

    ControlGroupSalt first = SaltFile.loadOrCreate(file, new SplittableRandom(1));
    ControlGroupSalt second = SaltFile.loadOrCreate(file, new SplittableRandom(2));

    assertThat(first.secret().orElseThrow()).matches("[0-9a-f]{64}");
    assertThat(second).isEqualTo(first);
    assertThat(first.toString()).hasSize("secret:".length() + 8);
  }

  @Test
  void loadOrCreate_isReadableByItsOwnerOnlyAndLeavesNothingElse() throws IOException {
    Path file = home.resolve("salt");

    SaltFile.loadOrCreate(file, new SplittableRandom(1));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).containsExactly(file);
    }
  }
}
