// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home in which somebody has damaged a file. */
class DamagedHomeTest {
  @TempDir Path folder;

  private Home home;
  private Path rows;
  private RunDocument first;
  private RunDocument second;

  @BeforeEach
  void twoRuns() throws IOException {
    home = new Home(folder).with("model", "none").with("control-group.share", "0.2");
    rows = home.writeRegulars();
    first = home.run("2024-10-31", rows);
    second = home.run("2024-11-30", rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "cut", "a folder"})
  void documentOfTheRunBefore_isSetAsideWithAWarning(String content) throws IOException {
    Path document = home.store().folder(second).resolve(RunStore.DOCUMENT);
    String whole = Files.readString(document);
    Files.delete(document);
    if (content.equals("a folder")) {
      Files.createDirectory(document);
    } else {
      Files.writeString(
          document, content.equals("cut") ? whole.substring(0, whole.length() / 2) : content);
    }

    assertComparesWithTheFirst(document);
    assertThatThrownBy(() -> home.store().find(second.runId()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(document.toString())
        .hasMessageContaining("restore the file, or delete the run's folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "text", "other bytes"})
  void customersOfTheRunBefore_areSetAsideWithAWarning(String content) throws IOException {
    Path customers = home.store().folder(second).resolve(RunStore.CUSTOMERS);
    byte[] bytes = Files.readAllBytes(customers);
    Files.delete(customers);
    switch (content) {
      case "text" -> Files.writeString(customers, "x".repeat(bytes.length));
      case "other bytes" -> {
        new SplittableRandom(1).nextBytes(bytes);
        Files.write(customers, bytes);
      }
      default -> {}
    }

    assertComparesWithTheFirst(customers);
  }

  @Test
  void everyRunBefore_damaged_leavesNothingToCompareWith() throws IOException {
    for (RunDocument run : List.of(first, second)) {
      Files.writeString(home.store().folder(run).resolve(RunStore.DOCUMENT), "{}");
    }

    RunDocument third = home.run("2024-12-31", rows);

    assertThat(third.previousRun()).isNull();
    assertThat(warnings(third)).filteredOn(text -> text.contains("is damaged")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a folder", "bytes"})
  void saltThatIsNone_isRefusedWithItsFile(String content) throws IOException {
    Path salt = kept(".salt");
    Files.delete(salt);
    if (content.equals("a folder")) {
      Files.createDirectory(salt);
    } else {
      byte[] garbage = {(byte) 0xff, (byte) 0xfe, 0, 1, 2, (byte) 0xc0};
      Files.write(
          salt, content.equals("bytes") ? garbage : content.getBytes(StandardCharsets.UTF_8));
    }

    assertRefused(salt);
  }

  @Test
  void saltThatIsGone_isRefusedWithItsFile() throws IOException {
    Path salt = kept(".salt");
    Files.delete(salt);

    assertRefused(salt);
  }

  @Test
  void assignmentsThatCannotBeRead_areRefusedWithTheirFile() throws IOException {
    Path ledger = kept(".parquet");
    Files.writeString(ledger, "no table");

    assertRefused(ledger);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "cut"})
  void epochsThatCannotBeRead_areRefusedWithTheirFile(String content) throws IOException {
    Path book = folder.resolve("home/control-group/epochs.json");
    Files.writeString(book, content.equals("cut") ? "{\"epochs\": [" : content);

    assertRefused(book);
  }

  @Test
  void epochsThatNobodyTells_areNotDrawnAnew() throws IOException {
    Files.delete(folder.resolve("home/control-group/epochs.json"));
    for (RunDocument run : List.of(first, second)) {
      Files.writeString(home.store().folder(run).resolve(RunStore.DOCUMENT), "{}");
    }

    assertRefused(home.store().folder(second).resolve(RunStore.DOCUMENT));
  }

  private Path kept(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("home/control-group"))) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private void assertRefused(Path file) throws IOException {
    List<String> before = home.store().ids();
    assertThatThrownBy(() -> home.run("2024-12-31", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("restore");
    assertThat(home.store().ids()).isEqualTo(before);
  }

  private void assertComparesWithTheFirst(Path damaged) {
    RunDocument third = home.run("2024-12-31", rows);

    assertThat(third.previousRun()).isEqualTo(first.runId());
    assertThat(warnings(third))
        .filteredOn(text -> text.contains(damaged.toString()))
        .singleElement()
        .asString()
        .startsWith("run " + second.runId() + " is damaged")
        .contains("restore its folder or delete it");
  }

  private static List<String> warnings(RunDocument run) {
    return run.warnings().stream().map(warning -> warning.in(Language.EN)).toList();
  }
}
