// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on whole data sets whose totals are published. */
class AcceptanceDataTest {
  @TempDir Path folder;

  private static Path shared(String name) {
    Path file = Path.of(System.getProperty("perenne.shared", "../../shared"), "data", name);
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file.toAbsolutePath());
    return file;
  }

  /** Fader and Hardie: 23,570 customers, 69,659 purchases, 2,500,315.63 USD; 68 paid nothing. */
  @Test
  void run_cdnowWithAllHistory_hasThePublishedTotals() throws IOException {
    Path cdnow = shared("cdnow/cdnow_master.csv.gz");
    Home home = new Home(folder).with("interval", "all").with("currency", "USD");
    home.with("model", "none");

    RunDocument run = home.run("1998-06-30", cdnow);

    Map<String, Map<String, String>> contract = home.contract(run);
    assertThat(run.rows().rows()).isEqualTo(69_659);
    assertThat(contract).hasSize(23_570);
    assertThat(contract.values().stream().filter(row -> !"0".equals(row.get("FREQ_VALUE"))).count())
        .isEqualTo(23_502)
        .isEqualTo(run.totals().buyers());
    assertThat(
            contract.values().stream()
                .map(row -> new BigDecimal(row.get("MON_VALUE")))
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("2500315.63");
  }

  /** 541,909 lines and the 25,900 orders made of them, 4,372 customers with an id. */
  @Test
  void run_onlineRetailByLineAndByOrder_saysTheSameOfEveryCustomer() throws IOException {
    Path lines = shared("online-retail/OnlineRetail.csv.gz");
    Path orders = shared("online-retail/orders_derived.csv.gz");

    Map<String, Map<String, String>> byLine = onlineRetail("lines", lines);
    Map<String, Map<String, String>> byOrder = onlineRetail("orders", orders);

    assertThat(byLine).hasSize(4_372).containsOnlyKeys(byOrder.keySet());
    byLine.forEach(
        (customer, row) -> {
          assertThat(row).as(customer).hasSize(25);
          assertThat(row).as(customer).isEqualTo(byOrder.get(customer));
        });
  }

  private Map<String, Map<String, String>> onlineRetail(String name, Path file) throws IOException {
    Home home =
        new Home(folder.resolve(name))
            .with("model", "none")
            .with("currency", "GBP")
            .with("time-zone", "Europe/London")
            .with("control-group.salt", "the same for both");
    return home.contract(home.run("2011-12-09", file));
  }
}
