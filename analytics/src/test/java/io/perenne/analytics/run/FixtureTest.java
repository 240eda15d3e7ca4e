// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sixteen customers worked out by hand, through the whole main job. */
class FixtureTest {
  private static final Path FIXTURE =
      Path.of("..", "clv/src/test/resources/io/perenne/clv/segment/fixture-16-customers.json");

  @TempDir Path folder;

  @Test
  void run_fixture_givesEveryValueWorkedOutByHand() throws IOException {
    JsonNode fixture = new ObjectMapper().readTree(FIXTURE.toFile());
    Home home = home();
    List<String> rows = new ArrayList<>(List.of("customer_id,order_time,amount"));
    List<String> crm = new ArrayList<>(List.of("customer_id"));
    fixture
        .get("tickets")
        .properties()
        .forEach(
            customer -> {
              crm.add(customer.getKey());
              customer
                  .getValue()
                  .forEach(
                      ticket ->
                          rows.add(
                              customer.getKey()
                                  + ","
                                  + ticket.get("local_time").asText()
                                  + ","
                                  + ticket.get("net_amount").asText()));
            });
    home.withCustomers(home.write("crm.csv", crm.toArray(String[]::new)));
    Path transactions = home.write("tickets.csv", rows.toArray(String[]::new));

    Map<String, Map<String, String>> contract = home.contract(home.run("2025-06-30", transactions));

    assertThat(contract.size()).isGreaterThan(14);
    for (JsonNode expected : fixture.get("expected")) {
      if (!contract.containsKey(expected.get("CustomerId").asText())) continue;
      Map<String, String> row = contract.get(expected.get("CustomerId").asText());
      expected
          .properties()
          .forEach(
              field -> {
                if (!field.getKey().startsWith("_")) {
                  assertThat(row.get(field.getKey()))
                      .as(expected.get("CustomerId").asText() + " " + field.getKey())
                      .isEqualTo(text(field.getKey(), field.getValue()));
                }
              });
      assertThat(row)
          .containsEntry("Email", "")
          .containsEntry("ContactId", expected.get("CustomerId").asText())
          .containsEntry("CLV_EVOLUTION", "new")
          .containsEntry("EMAIL_COMMUNICATIONS", "false");
    }
    // by hash with the published salt: bucket 4214 and 8709 of 10,000 are targets at 10 %
    assertThat(contract.get("C001")).containsEntry("CG_SEGMENT", "target");
    assertThat(contract.get("C002")).containsEntry("CG_SEGMENT", "target");
  }

  private Home home() {
    return new Home(folder)
        .with("interval", "12 months")
        .with("model", "none")
        .with("cadence.shrinkage", "2")
        .with("cadence.population-days", "60")
        .with("thresholds.at-risk-ratio", "2.5")
        .with("thresholds.dormant-ratio", "5")
        .with("thresholds.dormant-interval-fraction", "0.75")
        .with("thresholds.new-window-days", "60")
        .with("thresholds.new-max-purchase-days", "2")
        .with("thresholds.loyal-min-purchase-days", "4")
        .with("thresholds.outlier-fence", "5000")
        .with("thresholds.high", "800")
        .with("thresholds.medium", "200")
        .with("control-group.mode", "hash")
        .with("control-group.salt", "clv-demo-salt-2025");
  }

  /** Money and days have two decimals in the contract, counts none, null is empty. */
  private static String text(String column, JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (value.isInt() && column.endsWith("FREQ") || column.equals("FREQ_VALUE")) {
      return Integer.toString(value.asInt());
    }
    return value.isNumber() ? String.format("%.2f", value.asDouble()) : value.asText();
  }
}
