// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.pipeline.SegmentFigures;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReaderTest {
  private static final int CUSTOMERS = 300;

  @TempDir static Path folder;

  private static RunReader reader;
  private static List<Map<String, String>> everybody;

  @BeforeAll
  static void run() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> orders = new ArrayList<>(List.of("customer_id,order_time,amount"));
    List<String> crm = new ArrayList<>(List.of("customer_id,email,contact_id,consent"));
    for (int i = 0; i < CUSTOMERS; i++) {
      String id = i == 17 ? "\"O'Hara, \"\"J\"\"\"" : "K" + i;
      crm.add(id + ",Person" + i + "@shop" + i % 7 + ".example,X" + i + ",yes");
      for (int order = random.nextInt(9); order > 0; order--) {
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(540));
        orders.add("%s,%s,%d.%02d".formatted(id, day, random.nextInt(200), random.nextInt(100)));
      }
    }
    Path transactions = Files.write(folder.resolve("orders.csv"), orders);
    Path customers = Files.write(folder.resolve("crm.csv"), crm);
    Path home = folder.resolve("home");
    RunDocument document =
        Jobs.of(TestJobs.context(home))
            .call(
                new Run(
                    new RunRequest(
                        new TransactionInput(
                            List.of(transactions.toString()),
                            ColumnMapping.none(),
                            RunConfiguration.defaults().with("datamodel.null-text", "NULL")),
                        List.of(customers.toString()),
                        Optional.of(LocalDate.of(2025, 6, 30)),
                        home,
                        Optional.empty())));
    shuffleContract(
        RunStore.of(home).folder(document).resolve(document.files().getOrDefault("contract", "")));
    reader = RunReader.open(home, "latest", Resources.ofMachine());
    everybody = reader.page(CustomerFilter.ALL, CustomerSort.byId(), Optional.empty(), 1000).rows();
  }

  /** In the file of a large base the rows need not stand in the order of ids. */
  private static void shuffleContract(Path contract) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(contract));
    Collections.swap(lines, 5, 120);
    Files.write(contract, lines);
  }

  @AfterAll
  static void close() {
    reader.close();
  }

  @Test
  void pageById_hasEverybodyOnceInOrder() {
    assertThat(everybody).hasSize(CUSTOMERS);
    assertThat(everybody)
        .extracting(row -> row.get("CustomerId"))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(reader.count(CustomerFilter.ALL)).isEqualTo(CUSTOMERS);
  }

  @Test
  void facts_areThoseOfTheTable() {
    List<String> columns = List.of("purchase_days", "last_micros", "price_factor", "no_such");
    for (Map<String, String> row : everybody) {
      String id = row.getOrDefault("CustomerId", "");
      Map<String, String> all = reader.find(id, Language.EN).orElseThrow();

      Facts facts = reader.facts("three", columns, "ticket_days", id).orElseThrow();

      for (int i = 0; i < columns.size(); i++) {
        String text = all.getOrDefault(columns.get(i), "");
        double expected = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        assertThat(Double.valueOf(facts.number(i)))
            .as(columns.get(i) + " of " + id)
            .isEqualTo(Double.valueOf(expected));
      }
      assertThat(facts.text().orElse("")).isEqualTo(all.getOrDefault("ticket_days", ""));
    }
    assertThat(
            reader.facts(
                "none", columns, "no_such", everybody.get(0).getOrDefault("CustomerId", "")))
        .hasValueSatisfying(facts -> assertThat(facts.text()).isEmpty());
    assertThat(reader.facts("three", columns, "ticket_days", "nobody")).isEmpty();
  }

  @Test
  void segments_areDistributedAsTheirCustomersAre() {
    for (Segment segment : Segment.values()) {
      List<Map<String, String>> rows =
          everybody.stream().filter(row -> segment.id().equals(row.get("ID_CLV_SEGMENT"))).toList();
      SegmentFigures figures = reader.segment(segment.id());

      assertThat(sum(figures.tickets())).as(segment.id()).isEqualTo(rows.size());
      assertThat(sum(figures.rhythm()))
          .isEqualTo(
              rows.stream().filter(row -> !Double.isNaN(number(row, "DIFF_TBP_RECENCY"))).count());
      assertThat(figures.values().stream().mapToLong(RunFigures.ValueCell::customers).sum())
          .isEqualTo(rows.stream().filter(row -> value(row).doubleValue() >= 1).count());
      assertThat(figures.reachable())
          .isEqualTo(
              rows.stream()
                  .filter(row -> "target".equals(row.get("CG_SEGMENT")))
                  .filter(row -> "true".equals(row.get("EMAIL_COMMUNICATIONS")))
                  .count());
      figures.rhythm().forEach(step -> assertThat(step.customers()).isEqualTo(at(step, rows)));
    }
  }

  private static long sum(List<SegmentFigures.Step> steps) {
    return steps.stream().mapToLong(SegmentFigures.Step::customers).sum();
  }

  /** A silence of 0.6 times the own time between purchases is in the third quarter. */
  private static long at(SegmentFigures.Step step, List<Map<String, String>> rows) {
    return rows.stream()
        .filter(row -> !Double.isNaN(number(row, "DIFF_TBP_RECENCY")))
        .mapToDouble(
            row -> {
              double silence = number(row, "REC_VALUE");
              return silence / (silence + number(row, "DIFF_TBP_RECENCY"));
            })
        .filter(times -> Math.min(SegmentFigures.MOST_RHYTHM, (int) (4 * times)) == step.step())
        .count();
  }

  private static double number(Map<String, String> row, String column) {
    String text = row.getOrDefault(column, "");
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  @Test
  void pages_followEachOtherByKey() {
    List<Map<String, String>> all = new ArrayList<>();
    Optional<String> key = Optional.empty();
    do {
      CustomerPage page =
          reader.page(CustomerFilter.ALL, CustomerSort.largestFirst("LTV_VALUE"), key, 37);
      all.addAll(page.rows());
      key = page.next();
    } while (key.isPresent());

    List<Map<String, String>> expected = new ArrayList<>(everybody);
    expected.sort(Comparator.comparing(RunReaderTest::value).reversed());
    assertThat(all).isEqualTo(expected);
  }

  private static BigDecimal value(Map<String, String> row) {
    return new BigDecimal(row.getOrDefault("LTV_VALUE", ""));
  }

  @Test
  void sort_absentValues_comeLastInBothDirections() {
    for (boolean descending : List.of(true, false)) {
      List<Map<String, String>> rows =
          reader
              .page(
                  CustomerFilter.ALL,
                  new CustomerSort("DAYS_BTW_PURCHASE", descending),
                  Optional.empty(),
                  1000)
              .rows();
      assertThat(rows.get(0).get("DAYS_BTW_PURCHASE")).isNotEmpty();
      assertThat(rows.get(CUSTOMERS - 1).get("DAYS_BTW_PURCHASE")).isEmpty();
    }
  }

  @Test
  void sort_byAColumnThatOnlyTheTableHas_isInItsOrder() {
    List<Map<String, String>> rows =
        reader
            .page(CustomerFilter.ALL, CustomerSort.largestFirst("P_ALIVE"), Optional.empty(), 40)
            .rows();
    List<BigDecimal> alive = new ArrayList<>();
    for (Map<String, String> row : rows) {
      Map<String, String> found =
          reader.find(row.getOrDefault("CustomerId", ""), Language.EN).orElseThrow();
      alive.add(new BigDecimal(found.getOrDefault("P_ALIVE", "")));
    }
    assertThat(alive).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void filters_letThroughWhoMeetsAllOfThem() {
    String segment = everybody.get(40).getOrDefault("ID_CLV_SEGMENT", "");
    CustomerFilter filter = CustomerFilter.ALL.withSegment(segment).withText("SHOP3.");
    Predicate<Map<String, String>> wanted =
        row ->
            row.getOrDefault("ID_CLV_SEGMENT", "").equals(segment)
                && row.getOrDefault("Email", "").contains("@shop3.");
    List<Map<String, String>> expected = everybody.stream().filter(wanted).toList();

    assertThat(expected).isNotEmpty();
    assertThat(reader.page(filter, CustomerSort.byId(), Optional.empty(), 1000).rows())
        .isEqualTo(expected);
    assertThat(reader.count(filter)).isEqualTo(expected.size());
    assertThat(reader.count(CustomerFilter.ALL.withBand("no such band"))).isZero();
    long arms =
        Stream.of("target", "control")
            .mapToLong(arm -> reader.count(CustomerFilter.ALL.withArm(arm)))
            .sum();
    assertThat(arms).isEqualTo(CUSTOMERS);
  }

  @Test
  void row_isThatOfTheTableForEveryCustomer() {
    for (Map<String, String> row : everybody) {
      String id = row.getOrDefault("CustomerId", "");
      assertThat(reader.row(id)).contains(row);
    }
    String quoted = "O'Hara, \"J\"";
    Map<String, String> full = reader.find(quoted, Language.EN).orElseThrow();
    assertThat(reader.row(quoted).orElseThrow().get("LTV_VALUE")).isEqualTo(full.get("LTV_VALUE"));
    assertThat(reader.row("nobody")).isEmpty();
    assertThat(reader.find("nobody", Language.EN)).isEmpty();
  }

  @Test
  void page_unknownColumnOrKey_isTheCallersMistake() {
    assertThatThrownBy(
            () ->
                reader.page(
                    CustomerFilter.ALL, CustomerSort.largestFirst("\"x"), Optional.empty(), 5))
        .hasMessage("no such column: \"x");
    assertThatThrownBy(
            () -> reader.page(CustomerFilter.ALL, CustomerSort.byId(), Optional.of("-1"), 5))
        .hasMessage("not the key of a page: -1");
  }
}
