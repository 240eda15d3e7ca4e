// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.Arms;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.outlook.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A shop with two runs a quarter apart: what the first expected is held against what came. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForecastCheckTest {
  private static final TransactionModel MODEL = ParetoNbd.of(0.8, 70, 0.55, 390);
  private static final LocalDate OPENED = LocalDate.of(2023, 1, 1);
  private static final LocalDate THEN = LocalDate.of(2024, 6, 30);

  /** Three months later: the whole horizon. */
  private static final LocalDate NOW = LocalDate.of(2024, 9, 30);

  private final List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
  private int runs;
  private Path folder = Path.of("none");
  private double came;
  private RunDocument before;
  private RunDocument now;

  @BeforeAll
  void run(@TempDir Path temporary) throws IOException {
    folder = temporary;
    SplittableRandom random = new SplittableRandom(7);
    int end = (int) (NOW.toEpochDay() - OPENED.toEpochDay());
    for (int customer = 0; customer < 2 * end; customer++) {
      LocalDate first = OPENED.plusDays(customer / 2);
      List<LocalDate> days = new ArrayList<>(List.of(first));
      MODEL.simulate(end - customer / 2.0, random, age -> days.add(first.plusDays((long) age)));
      for (LocalDate day : days) {
        double amount = Math.round(2000 + 2000 * random.nextDouble()) / 100.0;
        rows.add(String.format(Locale.ROOT, "C%d,%s,%.2f", customer, day, amount));
        came += day.isAfter(THEN) && !first.isAfter(THEN) ? amount : 0;
      }
    }
    Path shop = Files.write(folder.resolve("shop.csv"), rows);
    before = publish("home", shop, THEN, "mbg-nbd");
    now = publish("home", shop, NOW, "mbg-nbd");
  }

  /** Runs of one second have different ids only if they are drawn by different seeds. */
  private JobContext context(Path home) {
    JobContext usual = TestJobs.context(home);
    return new JobContext(
        home,
        usual.secrets(),
        usual.clock(),
        new SplittableRandom(runs++),
        usual.resources(),
        usual.listener());
  }

  private RunDocument publish(String home, Path transactions, LocalDate day, String model) {
    return Jobs.of(context(folder.resolve(home)))
        .call(
            new Run(
                new RunRequest(
                    new TransactionInput(
                        List.of(transactions.toString()),
                        ColumnMapping.none(),
                        RunConfiguration.defaults()
                            .with("model", model)
                            .with("horizon", "3 months")
                            .with("discount-rate", "0")
                            .with("control-group.share", "20%")),
                    List.of(),
                    Optional.of(day),
                    folder.resolve(home),
                    Optional.empty())));
  }

  private ForecastCheck check() {
    try (RunReader reader =
        RunReader.open(folder.resolve("home"), now.runId(), Resources.ofMachine())) {
      return reader.foretold(before).orElseThrow();
    }
  }

  @Test
  void wholeHorizon_wasExpectedAsTheRunPublished() {
    ForecastCheck.Line total = check().total();
    RunDocument.Expected expected = Objects.requireNonNull(before.totals().expected());

    assertThat(check().days()).isEqualTo(before.model().horizonDays());
    assertThat(total.expected()).isCloseTo(expected.value(), within(1e-3 * expected.value()));
    assertThat(total.low()).isCloseTo(expected.low(), within(1e-2 * expected.low()));
    assertThat(total.high()).isCloseTo(expected.high(), within(1e-2 * expected.high()));
  }

  @Test
  void whatCame_isWhatTheFilesHold() {
    ForecastCheck.Line total = check().total();

    assertThat(total.came()).isCloseTo(came, within(0.01 * total.customers()));
    assertThat(total.customers()).isEqualTo(before.totals().buyersEver());
    assertThat(total.isWithin()).isTrue();
    assertThat(total.expectedPurchases() / total.purchases()).isCloseTo(1, within(0.2));
  }

  @Test
  void segmentsAndDeciles_sumToTheTotal() {
    ForecastCheck check = check();

    assertThat(check.segments().stream().mapToDouble(ForecastCheck.Line::expected).sum())
        .isCloseTo(check.total().expected(), within(1e-6));
    assertThat(check.segments().stream().mapToLong(ForecastCheck.Line::purchases).sum())
        .isEqualTo(check.total().purchases());
    assertThat(check.segments()).allMatch(ForecastCheck.Line::hasRange);
    assertThat(check.deciles()).hasSize(10);
    assertThat(check.deciles().stream().mapToDouble(Calibration.Group::actual).sum())
        .isCloseTo(check.total().came(), within(1e-6));
  }

  @Test
  void customerOfTheEarlierRunOnly_isLeftOutAndCounted() throws IOException {
    List<String> others = rows.stream().filter(row -> !row.startsWith("C3,")).toList();
    Path fewer = Files.write(folder.resolve("fewer.csv"), others);
    publish("moved", folder.resolve("shop.csv"), THEN, "mbg-nbd");
    RunDocument later = publish("moved", fewer, LocalDate.of(2024, 8, 15), "mbg-nbd");
    try (RunReader reader =
        RunReader.open(folder.resolve("moved"), later.runId(), Resources.ofMachine())) {
      ForecastCheck check =
          reader
              .foretold(
                  Jobs.of(TestJobs.context(folder.resolve("moved")))
                      .call(
                          new Explain(
                              Objects.requireNonNull(later.previousRun()), "C3", Optional.empty()))
                      .run())
              .orElseThrow();

      assertThat(check.gone()).isEqualTo(1);
      assertThat(check.total().customers()).isEqualTo(before.totals().buyersEver() - 1);
      assertThat(check.days()).isEqualTo(46);
      assertThat(check.total().expected()).isLessThan(check().total().expected());
    }
  }

  @Test
  void runWithoutModels_orOfTheSameDay_expectedNothing() {
    RunDocument historic =
        publish("historic", folder.resolve("shop.csv"), LocalDate.of(2024, 3, 31), "none");
    RunDocument later = publish("historic", folder.resolve("shop.csv"), THEN, "none");
    try (RunReader reader =
        RunReader.open(folder.resolve("historic"), later.runId(), Resources.ofMachine())) {
      assertThat(reader.foretold(historic)).isEmpty();
      assertThat(reader.foretold(later)).isEmpty();
    }
  }

  @Test
  void pastForecasts_areKeptWithTheirGroups() {
    RunDocument.Past past = Objects.requireNonNull(now.model().pasts()).get(0);
    RunDocument.Held held = Objects.requireNonNull(past.held());

    assertThat(held.expected() / held.actual() - 1).isCloseTo(past.bias(), within(1e-9));
    assertThat(held.low()).isLessThan(held.expected());
    assertThat(held.deciles()).hasSize(10);
    assertThat(held.states().stream().mapToDouble(RunDocument.Group::expected).sum())
        .isCloseTo(held.expected(), within(1e-6 * held.expected()));
  }

  @Test
  void arms_holdEverybodyOnce() {
    try (RunReader reader =
        RunReader.open(folder.resolve("home"), now.runId(), Resources.ofMachine())) {
      Arms.Pair all = reader.arms().everybody();

      assertThat(all.control().customers() + all.target().customers())
          .isEqualTo(now.totals().customers());
      assertThat(all.control().customers())
          .isEqualTo(Objects.requireNonNull(now.control()).customers());
      assertThat(all.control().value().sum() + all.target().value().sum())
          .isCloseTo(now.totals().lifetimeValue(), within(0.01 * now.totals().customers()));
      assertThat(reader.arms().spreadOfAll().customers()).isEqualTo(now.totals().customers());
      assertThat(reader.arms().spreadOfAll().known()).isBetween(0.01, 0.9);
    }
  }
}
