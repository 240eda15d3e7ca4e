// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.OnlineRetail;
import io.perenne.analytics.home.RunDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on whole data sets whose totals are published. */
class AcceptanceDataTest {
  @TempDir Path folder;

  /**
   * 541,909 lines and the 25,900 orders made of them, 4,372 customers with an id. Refunds stay on
   * their own dates: lines tell more of what was given back than orders do.
   */
  @Test
  void run_onlineRetailByLineAndByOrder_saysTheSameOfEveryCustomer() throws IOException {
    Path lines = OnlineRetail.writeLines(folder);
    Path orders = OnlineRetail.ORDERS;

    Map<String, Map<String, String>> byLine = onlineRetail("lines", lines);
    Map<String, Map<String, String>> byOrder = onlineRetail("orders", orders);

    assertThat(byLine).hasSize(4_372).containsOnlyKeys(byOrder.keySet());
    byLine.forEach(
        (customer, row) -> {
          assertThat(row).as(customer).hasSize(25);
          assertThat(row).as(customer).isEqualTo(byOrder.get(customer));
        });
  }

  /** Every pound of an order with a customer is in the contract, less its cancellations. */
  @Test
  void run_onlineRetailWithAllHistory_hasTheTotalsOfTheFile() throws IOException {
    BigDecimal paid = BigDecimal.ZERO;
    try (BufferedReader orders =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(OnlineRetail.ORDERS)),
                StandardCharsets.UTF_8))) {
      for (String[] order : orders.lines().skip(1).map(line -> line.split(",", -1)).toList()) {
        paid = order[1].isEmpty() ? paid : paid.add(new BigDecimal(order[6]));
      }
    }
    Home home = new Home(folder).with("interval", "all").with("currency", "GBP");
    home.with("model", "none");

    RunDocument run = home.run("2011-12-09", OnlineRetail.ORDERS);

    Map<String, Map<String, String>> contract = home.contract(run);
    assertThat(run.rows().rows()).isEqualTo(25_900);
    assertThat(contract).hasSize(4_372);
    assertThat(contract.values().stream().filter(row -> !"0".equals(row.get("FREQ_VALUE"))).count())
        .isEqualTo(run.totals().buyers());
    assertThat(
            contract.values().stream()
                .map(row -> new BigDecimal(row.get("MON_VALUE")))
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(paid);
  }

  /** Some gave back all they ever bought: nothing can be expected on the strength of it. */
  @Test
  void run_onlineRetail_expectsNothingOfWhoGaveEverythingBack() throws IOException {
    Home home = new Home(folder).with("interval", "all").with("currency", "GBP");
    home.with("model", "mbg-nbd").with("datamodel.extended-columns", "on");

    Map<String, Map<String, String>> contract =
        home.contract(home.run("2011-12-09", OnlineRetail.ORDERS));

    assertThat(contract.values())
        .filteredOn(row -> !"0".equals(row.get("FREQ_VALUE")))
        .filteredOn(row -> new BigDecimal(row.get("MON_VALUE")).signum() <= 0)
        .hasSizeGreaterThan(5)
        .allSatisfy(row -> assertThat(row).containsEntry("RESID_VALUE", "0.00"));
    assertThat(contract.values())
        .filteredOn(row -> new BigDecimal(row.get("MON_VALUE")).signum() > 0)
        .allSatisfy(row -> assertThat(new BigDecimal(row.get("EXPECTED_PURCHASES"))).isPositive());
  }

  private Map<String, Map<String, String>> onlineRetail(String name, Path file) throws IOException {
    Home home =
        new Home(folder.resolve(name))
            .with("model", "none")
            .with("currency", "GBP")
            .with("time-zone", "Europe/London")
            .with("link-refunds", "off")
            .with("control-group.salt", "the same for both");
    return home.contract(home.run("2011-12-09", file));
  }
}
