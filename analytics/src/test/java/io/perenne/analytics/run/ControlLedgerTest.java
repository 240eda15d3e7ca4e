// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlLedgerTest {
  @TempDir Path folder;
  private Home home;
  private Path rows;

  @BeforeEach
  void writeFourHundredCustomers() throws IOException {
    home = new Home(folder).with("interval", "12 months").with("model", "none");
    List<String> lines = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int customer = 0; customer < 400; customer++) {
      lines.add("C%03d,2024-%02d-15,9.99".formatted(customer, 1 + customer % 12));
    }
    rows = home.write("orders.csv", lines.toArray(String[]::new));
  }

  private RunDocument run() {
    return home.run("2024-12-31", rows);
  }

  private Set<String> inControl(RunDocument run) throws IOException {
    return home.contract(run).entrySet().stream()
        .filter(row -> "control".equals(row.getValue().get("CG_SEGMENT")))
        .map(row -> row.getKey())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String epoch(RunDocument run) {
    return Objects.requireNonNull(run.control()).epoch();
  }

  private Path kept() {
    return folder.resolve("home/control-group");
  }

  private List<Epoch> epochs() throws IOException {
    return EpochBook.open(kept(), home.store()).epochs();
  }

  @Test
  void run_otherShare_drawsAnewIndependentlyAndSaysSo() throws IOException {
    RunDocument tenth = home.with("control-group.share", "0.1").run("2024-12-31", rows);
    RunDocument fifth = home.with("control-group.share", "0.2").run("2024-12-31", rows);

    Set<String> both = inControl(tenth);
    both.retainAll(inControl(fifth));
    // of 40, each is among the 80 with probability 1/5: mean 8, and outside 1 to 20 one time in
    // 10^4
    assertThat(both).hasSizeBetween(1, 20);
    assertThat(epoch(fifth)).isNotEqualTo(epoch(tenth));
    assertThat(fifth.warnings())
        .anySatisfy(
            warning -> {
              assertThat(warning.in(Language.EN))
                  .contains("new epoch", epoch(fifth), epoch(tenth), "closed and kept");
              assertThat(warning.in(Language.ES))
                  .contains("época nueva", epoch(fifth), epoch(tenth));
            });
    assertThat(tenth.warnings()).noneMatch(warning -> warning.in(Language.EN).contains("epoch"));
  }

  @Test
  void run_shareOfAnEarlierEpochAgain_isAThirdEpochAndTheOldLedgersStay() throws IOException {
    RunDocument first = home.with("control-group.share", "0.1").run("2024-12-31", rows);
    byte[] ledger = Files.readAllBytes(kept().resolve(epoch(first) + ".parquet"));
    RunDocument second = home.with("control-group.share", "0.2").run("2024-12-31", rows);
    RunDocument third = home.with("control-group.share", "0.1").run("2024-12-31", rows);

    assertThat(epochs())
        .extracting(Epoch::id)
        .containsExactly(epoch(first), epoch(second), epoch(third))
        .doesNotHaveDuplicates();
    assertThat(epochs()).extracting(Epoch::salt).doesNotHaveDuplicates();
    assertThat(epochs().get(0).closed()).isEqualTo(second.startedAt());
    assertThat(epochs().get(2).closed()).isNull();
    assertThat(kept().resolve(epoch(first) + ".parquet")).hasBinaryContent(ledger);
    assertThat(inControl(third)).isNotEqualTo(inControl(first));
  }

  @Test
  void run_otherNameOfTheEpoch_drawsAnewAtTheSameShare() throws IOException {
    RunDocument first = run();
    RunDocument same = run();
    RunDocument rotated = home.with("control-group.epoch", "2025").run("2024-12-31", rows);
    RunDocument after = run();

    assertThat(inControl(same)).isEqualTo(inControl(first));
    assertThat(inControl(rotated)).isNotEqualTo(inControl(first));
    assertThat(inControl(after)).isEqualTo(inControl(rotated));
    assertThat(epochs()).hasSize(2);
  }

  @Test
  void run_givenSaltWithAnotherShare_warnsThatArmsAreTied() {
    home.with("control-group.salt", "of-our-own").run("2024-12-31", rows);
    RunDocument second = home.with("control-group.share", "0.2").run("2024-12-31", rows);

    assertThat(second.warnings())
        .anyMatch(warning -> warning.in(Language.EN).contains("same control-group.salt"));
  }

  @Test
  void run_switchedOffAndOnAgain_isANewEpoch() throws IOException {
    RunDocument first = run();
    RunDocument off = home.with("control-group.share", "0").run("2024-12-31", rows);
    RunDocument on = home.with("control-group.share", "0.1").run("2024-12-31", rows);

    assertThat(off.control()).isNull();
    assertThat(off.warnings())
        .anyMatch(warning -> warning.in(Language.EN).contains("control group is off"));
    assertThat(epoch(on)).isNotEqualTo(epoch(first));
    assertThat(epochs()).hasSize(2);
  }

  @Test
  void run_hashMode_keepsItsEpochWithoutALedger() throws IOException {
    home.with("control-group.mode", "hash");
    RunDocument first = run();
    RunDocument second = run();

    assertThat(inControl(second)).isEqualTo(inControl(first)).isNotEmpty();
    assertThat(epochs()).hasSize(1);
    assertThat(ledgers()).isEmpty();
  }

  @Test
  void run_homeWithoutABook_goesOnWithTheEpochOfItsLastRun() throws IOException {
    RunDocument first = run();
    toTheFormerLayout(first);

    RunDocument second = run();

    assertThat(epoch(second)).isEqualTo(epoch(first));
    assertThat(inControl(second)).isEqualTo(inControl(first));
    assertThat(epochs()).hasSize(1);
    assertThat(epochs().get(0).opened()).isEqualTo(first.startedAt());
    assertThat(second.warnings()).noneMatch(warning -> warning.in(Language.EN).contains("epoch"));
  }

  @Test
  void run_homeWithoutABookAndAnotherShare_drawsANewSalt() throws IOException {
    RunDocument first = run();
    toTheFormerLayout(first);
    String salt = Files.readString(kept().resolve("salt"));

    RunDocument second = home.with("control-group.share", "0.2").run("2024-12-31", rows);

    assertThat(epochs()).extracting(Epoch::id).containsExactly(epoch(first), epoch(second));
    assertThat(Files.readString(kept().resolve("salt"))).isEqualTo(salt);
    assertThat(kept().resolve(epoch(second) + ".salt")).exists().content().isNotEqualTo(salt);
  }

  @Test
  void run_epochOfMoreThanAYear_suggestsToRotate() throws IOException {
    run();
    Path book = kept().resolve("epochs.json");
    Files.writeString(book, Files.readString(book).replace("2026-01-01T", "2024-12-01T"));

    assertThat(run().warnings())
        .anyMatch(warning -> warning.in(Language.EN).contains("the same since 2024-12-01"));
  }

  @Test
  void run_refused_leavesTheEpochAsItWas() throws IOException {
    RunDocument first = run();
    home.with("control-group.share", "0.2");
    Path broken = home.write("broken.csv", "customer_id,date,amount", "C001,someday,9.99");

    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> home.run("2024-12-31", broken)))
        .isNotNull();

    assertThat(epochs()).extracting(Epoch::id).containsExactly(epoch(first));
    assertThat(epochs().get(0).closed()).isNull();
  }

  /** One salt for the whole home, and no book: so homes were before epochs had one. */
  private void toTheFormerLayout(RunDocument only) throws IOException {
    Files.move(kept().resolve(epoch(only) + ".salt"), kept().resolve("salt"));
    Files.delete(kept().resolve("epochs.json"));
  }

  private List<Path> ledgers() throws IOException {
    try (Stream<Path> files = Files.list(kept())) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }
}
