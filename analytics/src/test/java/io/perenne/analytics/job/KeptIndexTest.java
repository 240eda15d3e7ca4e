// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.pipeline.SegmentFigures;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a run, kept in a folder between two readers. */
class KeptIndexTest {
  private static final CustomerSort BY_VALUE = CustomerSort.largestFirst("LTV_VALUE");

  @TempDir static Path folder;
  @TempDir Path cache;

  private static Path home;
  private static RunDocument run;
  private static Answers inMemory;
  private Path parts;

  /** What a reader says of a run. */
  private record Answers(
      List<Map<String, String>> byValue,
      List<Map<String, String>> named,
      long named7,
      RunFigures figures,
      SegmentFigures segment) {}

  @BeforeAll
  static void run() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> orders = new ArrayList<>(List.of("customer_id,order_time,amount"));
    for (int order = 0; order < 400; order++) {
      LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(540));
      orders.add("Ñ%d,%s,%d.50".formatted(random.nextInt(90), day, random.nextInt(200)));
    }
    Path transactions = Files.write(folder.resolve("orders.csv"), orders);
    home = folder.resolve("home");
    run =
        Jobs.of(TestJobs.context(home))
            .call(
                new Run(
                    new RunRequest(
                        new TransactionInput(
                            List.of(transactions.toString()),
                            ColumnMapping.none(),
                            RunConfiguration.defaults()),
                        List.of(),
                        Optional.of(LocalDate.of(2025, 6, 30)),
                        home,
                        Optional.empty())));
    inMemory = ask(IndexParts.inMemory());
  }

  @BeforeEach
  void folderOfTheRun() {
    parts = cache.resolve("run");
  }

  private static Answers ask(IndexParts parts) {
    try (RunReader reader = RunReader.open(home, run, Resources.ofMachine(), parts)) {
      return new Answers(
          reader.page(CustomerFilter.ALL, BY_VALUE, Optional.empty(), 500).rows(),
          reader
              .page(CustomerFilter.ALL.withText("1"), CustomerSort.byId(), Optional.empty(), 500)
              .rows(),
          reader.count(CustomerFilter.ALL.withText("7")),
          reader.figures(),
          reader.segment("09"));
    }
  }

  @Test
  void everythingIsAnsweredFromTheFolder_asItWasFound() throws IOException {
    assertThat(inMemory.byValue()).hasSizeGreaterThan(50);
    assertThat(inMemory.named()).isNotEmpty();
    assertThat(ask(IndexParts.in(parts))).isEqualTo(inMemory);
    Map<String, FileTime> written = times();

    assertThat(ask(IndexParts.in(parts))).isEqualTo(inMemory);

    assertThat(times()).isEqualTo(written).doesNotContainKey("ready").containsKey("by-id");
  }

  private Map<String, FileTime> times() throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(parts)) {
      for (Path file : files.toList()) {
        times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void text_isFoundWhereverItStands_andNowhereElse() {
    try (RunReader reader =
        RunReader.open(home, run, Resources.ofMachine(), IndexParts.inMemory())) {
      List<String> ids =
          inMemory.byValue().stream().map(row -> row.getOrDefault("CustomerId", "")).toList();
      for (String part : List.of("Ñ", "7", "88", "1", "Ñ1", "Ñ22", "Ñ222", "9Ñ", "ZZ", "Ñ5Ñ6")) {
        assertThat(reader.count(CustomerFilter.ALL.withText(part)))
            .as(part)
            .isEqualTo(ids.stream().filter(id -> id.contains(part)).count());
      }
    }
  }

  @Test
  void indexOfAReaderThatWasKilled_isMadeAgain() throws IOException {
    ask(IndexParts.in(parts));
    Files.delete(parts.resolve("columns")); // the last that is written
    Files.delete(parts.resolve("by-id"));
    Files.writeString(parts.resolve("CustomerId.text123.half"), "Ñ1");

    assertThat(ask(IndexParts.in(parts))).isEqualTo(inMemory);
  }

  @Test
  void partThatWasDamaged_isFoundOutAgain() throws IOException {
    ask(IndexParts.in(parts));
    Files.writeString(parts.resolve("figures"), "{\"cells\":");
    Files.writeString(parts.resolve("segments"), "");
    try (FileChannel order =
        FileChannel.open(parts.resolve("by-LTV_VALUE-descending"), StandardOpenOption.WRITE)) {
      order.truncate(20);
    }

    assertThat(ask(IndexParts.in(parts))).isEqualTo(inMemory);
    assertThat(ask(IndexParts.in(parts))).isEqualTo(inMemory);
  }

  @Test
  void folderThatTakesNoFiles_isDoneWithout() throws IOException {
    IndexParts gone = IndexParts.in(parts);
    Files.delete(parts);
    Files.writeString(parts, "a file where the folder was");

    assertThat(ask(gone)).isEqualTo(inMemory);
  }

  @Test
  void aRunThatCallsItselfLarge_isReadyOnceItWasPrepared() throws IOException {
    Path copy = folder.resolve("large");
    Path target = copy.resolve("runs").resolve(run.runId());
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(RunStore.of(home).folder(run))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    Path document = target.resolve(RunStore.DOCUMENT);
    String text = Files.readString(document);
    String count = "\"customers\" : " + run.totals().customers() + ",\n    \"buyers\"";
    assertThat(text).contains(count);
    Files.writeString(document, text.replace(count, "\"customers\" : 50000,\n    \"buyers\""));
    RunDocument large = RunStore.of(copy).find("latest");
    assertThat(RunReader.isReady(home, run)).isTrue();
    assertThat(RunReader.isReady(copy, large)).isFalse();

    try (RunReader reader = RunReader.open(copy, "latest", Resources.ofMachine())) {
      reader.prepare(
          List.of(BY_VALUE, CustomerSort.byId(), CustomerSort.largestFirst("REC_VALUE")));
      assertThat(reader.figures()).isEqualTo(inMemory.figures());
      assertThat(reader.find("Ñ1", Language.EN)).isPresent();
    }

    assertThat(RunReader.isReady(copy, large)).isTrue();
    Path kept = copy.resolve("cache");
    Files.createDirectories(kept.resolve("a-run-that-is-gone.1.0123"));
    RunCache.of(copy).keepOnly(List.of(large));
    try (Stream<Path> folders = Files.list(kept)) {
      assertThat(folders).hasSize(1);
    }
    RunCache.of(copy).keepOnly(List.of());
    assertThat(RunReader.isReady(copy, large)).isFalse();
    RunCache.of(folder.resolve("no-home")).keepOnly(List.of());
  }
}
