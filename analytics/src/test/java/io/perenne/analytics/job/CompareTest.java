// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.MoveCause;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.pipeline.MovementLedger;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs side by side, held against a join of their rows by hand. */
class CompareTest {
  @TempDir static Path folder;

  private static Path home;
  private static RunDocument first;
  private static RunDocument second;
  private static RunDocument third;
  private static Compare.Result result;

  @BeforeAll
  static void run() throws IOException {
    home = folder.resolve("home");
    SplittableRandom random = new SplittableRandom(11);
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      for (int order = 1 + random.nextInt(7); order > 0; order--) {
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500));
        orders.add(
            "K%d,%s,%d.%02d".formatted(i, day, 5 + random.nextInt(200), random.nextInt(100)));
      }
    }
    List<String> more = new ArrayList<>(orders);
    orders.add("refunded,2024-03-01,80.00");
    orders.add("refunded,2024-06-01,70.00");
    orders.add("corrected,2024-03-01,80.00");
    orders.add("corrected,2024-06-01,70.00");
    orders.add("gone,2024-05-01,33.33");
    orders.add("silent,2024-05-01,33.33");
    orders.add("bought,2024-05-01,44.44");
    more.add("refunded,2024-03-01,80.00");
    more.add("refunded,2024-06-01,70.00");
    more.add("refunded,2024-06-10,-20.00");
    more.add("corrected,2024-06-01,70.00");
    more.add("silent,2024-05-01,33.33");
    more.add("bought,2024-05-01,44.44");
    more.add("bought,2025-06-20,55.55");
    more.add("arrived,2025-06-21,66.66");
    first = publish("a.csv", orders, "2025-05-31");
    second = publish("b.csv", more, "2025-06-30");
    third = publish("b.csv", more, "2025-07-31");
    result =
        Jobs.of(TestJobs.context(home))
            .call(new Compare(second.runId(), Optional.of(first.runId())));
  }

  private static RunDocument publish(String name, List<String> rows, String day)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("customer_id,order_time,amount"));
    lines.addAll(rows);
    Path file = Files.write(folder.resolve(name), lines);
    return Jobs.of(TestJobs.context(home))
        .call(
            new Run(
                new RunRequest(
                    new TransactionInput(
                        List.of(file.toString()),
                        ColumnMapping.none(),
                        RunConfiguration.defaults()),
                    List.of(),
                    Optional.of(LocalDate.parse(day)),
                    home,
                    Optional.empty())));
  }

  private static Map<String, Map<String, String>> rows(RunDocument run) {
    Map<String, Map<String, String>> rows = new HashMap<>();
    try (RunReader reader = RunReader.open(home, run.runId(), Resources.ofMachine())) {
      reader
          .page(CustomerFilter.ALL, CustomerSort.byId(), Optional.empty(), 1000)
          .rows()
          .forEach(row -> rows.put(row.getOrDefault("CustomerId", ""), row));
    }
    return rows;
  }

  private static BigDecimal value(Map<String, String> row) {
    return new BigDecimal(row.getOrDefault("LTV_VALUE", ""));
  }

  @Test
  void movement_isTheJoinOfBothFiles() {
    Map<String, Map<String, String>> before = rows(first);
    Map<String, Map<String, String>> now = rows(second);
    Map<String, Long> expected = new HashMap<>();
    before.forEach(
        (id, row) ->
            expected.merge(
                row.get("ID_CLV_SEGMENT")
                    + ">"
                    + Optional.ofNullable(now.get(id))
                        .map(it -> it.get("ID_CLV_SEGMENT"))
                        .orElse(""),
                1L,
                Long::sum));
    now.forEach(
        (id, row) -> {
          if (!before.containsKey(id)) {
            expected.merge(">" + row.get("ID_CLV_SEGMENT"), 1L, Long::sum);
          }
        });
    Map<String, Long> found = new HashMap<>();
    result
        .movement()
        .cells()
        .forEach(
            cell ->
                found.merge(
                    cell.segmentBefore() + ">" + cell.segmentNow(), cell.customers(), Long::sum));

    assertThat(found).isEqualTo(expected);
    assertThat(result.movement().arrived()).isEqualTo(1);
    assertThat(result.movement().gone()).isEqualTo(1);
  }

  @Test
  void ledger_sumsToTheDifferenceOfTheFiles_toTheCent() {
    BigDecimal before =
        rows(first).values().stream()
            .map(CompareTest::value)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal now =
        rows(second).values().stream()
            .map(CompareTest::value)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    MovementLedger ledger = MovementLedger.of(result.movement());

    assertThat(ledger.total().before()).isEqualByComparingTo(before);
    assertThat(ledger.total().now()).isEqualByComparingTo(now);
    assertThat(
            ledger.lines().stream()
                .map(MovementLedger.Line::change)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(now.subtract(before));
  }

  @Test
  void ledger_tellsWhatHappenedToEachCustomer() {
    MovementLedger ledger = MovementLedger.of(result.movement());

    assertThat(ledger.lines())
        .extracting(MovementLedger.Line::code)
        .containsExactly("arrived", "bought", "refunded", "corrected", "silent", "gone");
    assertThat(line(ledger, "arrived").customers()).isEqualTo(1);
    assertThat(line(ledger, "arrived").soFar()).isEqualByComparingTo("66.66");
    assertThat(line(ledger, "gone").customers()).isEqualTo(1);
    assertThat(line(ledger, "gone").soFar()).isEqualByComparingTo("-33.33");
    assertThat(line(ledger, "refunded").customers()).isEqualTo(1);
    assertThat(line(ledger, "refunded").soFar().doubleValue()).isBetween(-20.01, -19.99);
    assertThat(line(ledger, "corrected").customers()).isEqualTo(1);
    assertThat(line(ledger, "corrected").soFar().doubleValue()).isBetween(-80.01, -79.99);
    assertThat(line(ledger, "silent").customers()).isGreaterThan(1);
    assertThat(line(ledger, "silent").soFar().abs().doubleValue())
        .as("cents of rounding")
        .isLessThan(0.01 * line(ledger, "silent").customers());
  }

  private static MovementLedger.Line line(MovementLedger ledger, String code) {
    return ledger.lines().stream()
        .filter(line -> line.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void causes_areThoseOfTheRun_ifItWasComparedWithTheOther() {
    Map<String, Long> expected = new HashMap<>();
    Objects.requireNonNull(second.migration()).moves().stream()
        .flatMap(move -> move.causes().stream())
        .forEach(cause -> expected.merge(cause.cause(), cause.customers(), Long::sum));
    Map<String, Long> found = new HashMap<>();
    MoveCause.of(result.movement())
        .forEach(cause -> found.put(cause.cause().code(), cause.up() + cause.down()));

    assertThat(second.previousRun()).isEqualTo(first.runId());
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  @Test
  void runsThatWereNotCompared_areTold_inTheOrderOfTheirDays() {
    Compare.Result far =
        Jobs.of(TestJobs.context(home))
            .call(new Compare(first.runId(), Optional.of(third.runId())));
    Movement movement = far.movement();

    assertThat(far.before().runId()).isEqualTo(first.runId());
    assertThat(far.now().runId()).isEqualTo(third.runId());
    assertThat(movement.stayed() + movement.up() + movement.down() + movement.arrived())
        .isEqualTo(third.totals().customers());
    assertThat(movement.cells()).allMatch(cell -> cell.cause().isEmpty());
    assertThat(MoveCause.of(movement)).isNotEmpty();
  }

  @Test
  void firstRun_hasNothingToBeComparedWith() {
    assertThatThrownBy(
            () ->
                Jobs.of(TestJobs.context(home)).call(new Compare(first.runId(), Optional.empty())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was not compared");
  }
}
