// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perenne.analytics.InputException;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {

  private Path folder = Path.of(".");

  @BeforeEach
  void fill(@TempDir Path temporary) throws IOException {
    folder = temporary;
    for (String name :
        List.of("b.csv", "a.csv", "2024/x.csv", "2024/_SUCCESS", ".hidden", ".git/c.csv")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
  }

  private List<String> find(String... arguments) {
    return SourceFiles.find(List.of(arguments)).stream()
        .map(path -> folder.relativize(path).toString())
        .toList();
  }

  @Test
  void folder_isReadWithItsFoldersByName() {
    assertThat(find(folder.toString())).containsExactly("2024/x.csv", "a.csv", "b.csv");
  }

  @Test
  void arguments_keepTheirOrderAndTheLastMention() {
    assertThat(find(folder + "/b.csv", folder + "/a.csv", folder + "/b.csv"))
        .containsExactly("a.csv", "b.csv");
  }

  @Test
  void glob_matchesWithinItsFolder() {
    assertThat(find(folder + "/*.csv")).containsExactly("a.csv", "b.csv");
    assertThat(find(folder + "/**.csv")).containsExactly("2024/x.csv", "a.csv", "b.csv");
    assertThat(find(folder + "/20??/*.csv")).containsExactly("2024/x.csv");
    assertThat(find(folder + "/{b,a}.csv")).containsExactly("a.csv", "b.csv");
  }

  @Test
  void globs_doNotWalkFoldersThatTheyCannotMatch() throws IOException {
    // a walk of these would meet a link that leads back to its own folder, and fail
    Path loop = Files.createDirectories(folder.resolve("other/deep"));
    Files.createSymbolicLink(loop.resolve("again"), folder.resolve("other"));
    Files.createSymbolicLink(folder.resolve("2024/back"), folder.resolve("2024"));

    assertThat(find(folder + "/*.csv")).containsExactly("a.csv", "b.csv");
    assertThat(find(folder + "/20??/*.csv")).containsExactly("2024/x.csv");
  }

  @Test
  void sheetsOfWorkbooks_areNamedBehindThem() throws IOException {
    Files.writeString(folder.resolve("jan.xlsx"), "x");
    Files.writeString(folder.resolve("feb.xlsx"), "x");
    Files.writeString(folder.resolve("~$feb.xlsx"), "x");

    assertThat(find(folder + "/jan.xlsx#Sales")).containsExactly("jan.xlsx#Sales");
    assertThat(find(folder + "/*.xlsx#Sales")).containsExactly("feb.xlsx#Sales", "jan.xlsx#Sales");
    assertThatThrownBy(() -> find(folder + "/mar.xlsx#Sales"))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void fileNamedLikeAGlob_isThatFile() throws IOException {
    Files.writeString(folder.resolve("orders[1].csv"), "x");

    assertThat(find(folder + "/orders[1].csv")).containsExactly("orders[1].csv");
  }

  @Test
  void nothingFound_isRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> find(folder + "/no.csv"))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + "/no.csv: there is no such file or folder; check the path");
    assertThatThrownBy(() -> find(folder + "/*.tsv"))
        .hasMessageEndingWith(
            "holds no file to read (CSV, TSV, Excel, Parquet or newline-delimited JSON)");
    assertThatThrownBy(() -> find(empty.toString())).hasMessageContaining("holds no file to read");
    assertThatThrownBy(() -> find()).hasMessage("no input path given");
  }

  @Test
  void folderWithoutPermission_isRefused() throws IOException, InterruptedException {
    Path secret = Files.createDirectory(folder.resolve("secret"));
    Files.writeString(secret.resolve("a.csv"), "x");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    try {
      String said = "root".equals(System.getProperty("user.name")) ? asNobody(secret) : ask(secret);
      assertThat(said)
          .isEqualTo(
              secret + ": no permission to read it; ask its owner, or run as a user who may");
    } finally {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static String ask(Path path) {
    try {
      return SourceFiles.find(List.of(path.toString())).toString();
    } catch (InputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Nothing is forbidden to root, so another process asks as nobody. */
  private static String asNobody(Path secret) throws IOException, InterruptedException {
    Path setpriv = Path.of("/usr/bin/setpriv");
    assumeTrue(Files.isExecutable(setpriv), "skipped: cannot become another user here");
    String classes =
        String.join(
            ":",
            folderOf(SourceFiles.class),
            folderOf(SourceFilesTest.class),
            folderOf(Language.class));
    Process process =
        new ProcessBuilder(
                setpriv.toString(),
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                SourceFilesTest.class.getName(),
                secret.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    assumeTrue(exit == 0, "skipped: another user may not read these classes");
    return said.strip();
  }

  private static String folderOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** Tells what finding files under a path says; run as another user. */
  public static void main(String[] arguments) {
    System.out.println(ask(Path.of(arguments[0])));
  }
}
