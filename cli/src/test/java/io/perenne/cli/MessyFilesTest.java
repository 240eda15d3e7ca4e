// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files that CSV libraries test themselves with (csv-spectrum, commons-csv, univocity): none is
 * a file of transactions, and each is refused in words.
 */
class MessyFilesTest {
  private static final Path MESSY = Path.of("../analytics/src/test/resources/messy-csv");

  @TempDir Path folder;

  @Test
  void run_onEachFile_refusesItClearly() throws IOException {
    SoftAssertions all = new SoftAssertions();
    for (Path file : files()) {
      Terminal terminal =
          Terminal.run("run", "--transactions=" + file, "--home=" + folder.resolve("home"));
      String name = MESSY.relativize(file).toString();
      all.assertThat(terminal.exitCode()).as(name + "\n" + terminal.err()).isEqualTo(2);
      all.assertThat(terminal.out()).as(name).isEmpty();
      all.assertThat(terminal.err())
          .as(name)
          .startsWith("perenne: ")
          .contains(file.getFileName().toString())
          .doesNotContain("\tat ", "Exception", "fault of Perenne");
    }
    all.assertAll();
    assertThat(files()).hasSizeGreaterThan(80);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(MESSY)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("README.md"))
          .sorted()
          .toList();
    }
  }
}
