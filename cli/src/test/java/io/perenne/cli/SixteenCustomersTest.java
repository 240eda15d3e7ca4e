// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen customers whose every value was worked out by hand, through the command line. Born with
 * the definition of the columns (fixed thresholds, no model), in {@code fixture-16-customers.json}.
 */
class SixteenCustomersTest {
  private static final Path FIXTURE =
      Path.of("../clv/src/test/resources/io/perenne/clv/segment/fixture-16-customers.json");

  @TempDir Path folder;
  private JsonNode fixture = JsonMapper.builder().build().createObjectNode();

  @BeforeEach
  void writeTickets() throws IOException {
    fixture = JsonMapper.builder().build().readTree(FIXTURE.toFile());
    List<String> lines = new ArrayList<>(List.of("customer_id,order_time,amount"));
    fixture
        .get("tickets")
        .properties()
        .forEach(
            customer ->
                customer
                    .getValue()
                    .forEach(
                        ticket ->
                            lines.add(
                                String.join(
                                    ",",
                                    customer.getKey(),
                                    ticket.get("local_time").asText(),
                                    ticket.get("net_amount").asText()))));
    lines.add(
        "C012,2025-01-01T12:00,0.00"); // has never bought: without a CRM, seen by a free sample
    Files.write(folder.resolve("tickets.csv"), lines);
  }

  @Test
  void run_givesEveryValueOfEveryCustomer() throws IOException {
    Terminal terminal = run("--quiet");

    assertThat(terminal).isEqualTo(new Terminal(0, "", ""));
    Map<String, Map<String, String>> rows = Csv.byFirstColumn(folder.resolve("out.csv"));
    assertThat(rows).hasSize(16);
    SoftAssertions all = new SoftAssertions();
    for (JsonNode expected : fixture.get("expected")) {
      String customer = expected.get("CustomerId").asText();
      Map<String, String> row = rows.getOrDefault(customer, Map.of());
      expected
          .properties()
          .forEach(
              field -> {
                if (!field.getKey().startsWith("_")) {
                  all.assertThat(row.get(field.getKey()))
                      .as(customer + " " + field.getKey())
                      .isEqualTo(text(field.getValue()));
                }
              });
      otherColumns(customer)
          .forEach((column, value) -> all.assertThat(row).containsEntry(column, value));
    }
    all.assertAll();
  }

  @Test
  void run_again_writesTheSameBytesWithAnyNumberOfThreads() throws IOException {
    run("--quiet", "--threads", "1");
    byte[] first = Files.readAllBytes(folder.resolve("out.csv"));

    run("--quiet", "--threads", "4");

    assertThat(folder.resolve("out.csv")).hasBinaryContent(first);
  }

  @Test
  void explain_showsTheNumbersBehindEachValue() {
    run("--quiet");

    Terminal terminal =
        Terminal.run("explain", "latest", "C005", "--home", home(), "--language", "en");

    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out())
        .startsWith("Customer C005 in run ")
        .containsPattern("LTV_VALUE +300\\.00 +300\\.00 so far \\+ 0\\.00 expected\n")
        .containsPattern("REC_VALUE +41\\.00 +days from 2025-05-20 to 2025-06-30\n")
        .containsPattern("TICKET_AVG +150\\.00 +300\\.00 / 2\n")
        .containsPattern("TBP +83\\.33 +\\(2 × 60 \\+ 130\\) / \\(2 \\+ 1\\)\n")
        .containsPattern("DIFF_TBP_RECENCY +42\\.33 +83\\.33 - 41\\.00\n")
        .containsPattern(
            "ACTIVITY_STATE +active +silent for 41\\.00 days; at risk above 208\\.33, dormant above"
                + " 273\\.75\n")
        .containsPattern("DAYS_BTW_PURCHASE +130\\.00 +130 days / 1 gaps\n")
        .containsPattern("EMAIL_COMMUNICATIONS +false +no file of customers knows this one")
        // the fifths of the 14 buyers, by hand from the table: silences, tickets, money
        .containsPattern("RFM_CODE +\\d{3} +silent 41\\.00 days, cuts .*; tickets 2, cuts ")
        .containsPattern("MARGIN_CLV +120\\.00 +300\\.00 × 0\\.4\n")
        .containsPattern("LST90DAYS_REVENUE +150\\.00 +since 2025-04-02\n");
  }

  @Test
  void explain_unknownCustomer_isRefused() {
    run("--quiet");

    Terminal terminal = Terminal.run("explain", "latest", "c005", "--home", home());

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith("perenne: there is no such customer\n")
        .contains("value: c005")
        .contains("case count");
  }

  /** The columns that the fixture gives no value for, as the definition says beside it. */
  private static Map<String, String> otherColumns(String customer) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("Email", "");
    columns.put("ContactId", customer);
    columns.put("CLV_EVOLUTION", "new");
    columns.put("EMAIL_COMMUNICATIONS", "false");
    // Published buckets of C001, C002, C008: 4214, 8709, 8967; below 1000 is control.
    if (List.of("C001", "C002", "C008").contains(customer)) {
      columns.put("CG_SEGMENT", "target");
    }
    return columns;
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    return value.isFloatingPointNumber()
        ? BigDecimal.valueOf(value.doubleValue()).setScale(2).toPlainString()
        : value.asText();
  }

  private String home() {
    return folder.resolve("home").toString();
  }

  private Terminal run(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--transactions", folder.resolve("tickets.csv").toString()));
    arguments.addAll(List.of("--as-of", "2025-06-30", "--home", home()));
    arguments.addAll(List.of("--out", folder.resolve("out.csv").toString()));
    arguments.addAll(
        List.of(
            "--set",
            "interval=12 months",
            "model=none",
            "cadence.shrinkage=2",
            "cadence.population-days=60",
            "thresholds.at-risk-ratio=2.5",
            "thresholds.dormant-ratio=5",
            "thresholds.dormant-interval-fraction=0.75",
            "thresholds.new-window-days=60",
            "thresholds.new-max-purchase-days=2",
            "thresholds.loyal-min-purchase-days=4",
            "thresholds.outlier-fence=5000",
            "thresholds.high=800",
            "thresholds.medium=200",
            "control-group.mode=hash",
            "control-group.salt=clv-demo-salt-2025"));
    arguments.addAll(List.of(more));
    return Terminal.run(arguments.toArray(String[]::new));
  }
}
