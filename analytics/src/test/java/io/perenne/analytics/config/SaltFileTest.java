// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
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
  void read_givesTheSaltThatWasWritten() throws IOException {
    Path file = home.resolve("salt");
    ControlGroupSalt drawn = SaltFile.draw(new SplittableRandom(1));

    SaltFile.write(file, drawn);

    assertThat(drawn.secret().orElseThrow()).matches("[0-9a-f]{64}");
    assertThat(SaltFile.read(file)).isEqualTo(drawn);
    assertThat(drawn.toString()).hasSize("secret:".length() + 8);
    assertThat(SaltFile.draw(new SplittableRandom(2))).isNotEqualTo(drawn);
  }

  @Test
  void read_withoutTheFile_saysHowToGoOn() {
    assertThatThrownBy(() -> SaltFile.read(home.resolve("salt")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("control-group.epoch");
  }

  @Test
  void write_isReadableByItsOwnerOnlyAndLeavesNothingElse() throws IOException {
    Path file = home.resolve("salt");

    SaltFile.write(file, SaltFile.draw(new SplittableRandom(1)));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).containsExactly(file);
    }
  }
}
