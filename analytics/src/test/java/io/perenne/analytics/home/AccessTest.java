// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no POSIX permissions")
class AccessTest {
  @TempDir Path folder;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path home(String permissions, boolean shared) throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString(permissions));
    if (shared) {
      Files.setAttribute(home, "unix:mode", (int) Files.getAttribute(home, "unix:mode") | 02000);
    }
    return home;
  }

  @Test
  void createFolders_newHome_isForItsOwnerOnly() throws IOException {
    Path runs = folder.resolve("home/runs");
    Access.createFolders(runs);
    assertThat(permissions(runs)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("home"))).isEqualTo("rwx------");
  }

  @Test
  void write_homeThatEverybodyMayEnter_isForItsOwnerOnlyAllTheSame() throws IOException {
    Path home = home("rwxr-xr-x", false);
    Access.createFolders(home.resolve("runs"));
    DurableFiles.write(home.resolve("runs/a"), "personal");
    assertThat(permissions(home.resolve("runs"))).isEqualTo("rwx------");
    assertThat(permissions(home.resolve("runs/a"))).isEqualTo("rw-------");
  }

  @Test
  void write_homeWithTheSetGroupIdBit_isForTheGroupToo() throws IOException {
    Path home = home("rwxrwxr-x", true);
    Access.createFolders(home.resolve("runs/a"));
    DurableFiles.write(home.resolve("runs/a/run.json"), "{}");
    Path byTheEngine = Files.writeString(home.resolve("runs/a/customers.parquet"), "PAR1");
    Access.restrict(byTheEngine);
    assertThat(permissions(home.resolve("runs/a"))).isEqualTo("rwxrwx---");
    assertThat(permissions(home.resolve("runs/a/run.json"))).startsWith("rw-r").endsWith("---");
    assertThat(permissions(byTheEngine)).isEqualTo("rw-rw----");
  }

  @Test
  void write_homeThatTheGroupMayOnlyRead_isForTheGroupToRead() throws IOException {
    Path home = home("rwxr-x---", true);
    Access.createFolders(home.resolve("runs"));
    Path file = Files.writeString(home.resolve("runs/a"), "personal");
    Access.restrict(file);
    assertThat(permissions(home.resolve("runs"))).isEqualTo("rwxr-x---");
    assertThat(permissions(file)).isEqualTo("rw-r-----");
  }
}
