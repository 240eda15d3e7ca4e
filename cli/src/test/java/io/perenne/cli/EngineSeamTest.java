// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SQL of an engine, and the address of one, are written only in the package of that engine. */
class EngineSeamTest {
  private static final Pattern OF_AN_ENGINE =
      Pattern.compile("jdbc:duckdb|org\\.duckdb|read_csv|read_parquet|read_json|strptime\\(");

  private static final List<Path> SOURCES =
      List.of(Path.of("../analytics/src/main"), Path.of("src/main"));

  @Test
  void sourcesOutsideTheEngine_haveNothingOfAnEngine() {
    List<Path> found =
        SOURCES.stream()
            .flatMap(EngineSeamTest::files)
            .filter(EngineSeamTest::isOfAnEngine)
            .toList();

    assertThat(found)
        .filteredOn(file -> !file.toString().contains("io/perenne/analytics/duckdb/"))
        .isEmpty();
    assertThat(found).isNotEmpty();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().matches(".*\\.(java|sql)")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfAnEngine(Path file) {
    try {
      return OF_AN_ENGINE.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
