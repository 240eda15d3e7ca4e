// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortsCommandTest {
  @TempDir Path folder;

  /**
   * Ten customers of January, five of February, five of March; half of the first buy in March
   * again.
   */
  private Path few() throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer,date,amount"));
    for (int i = 1; i <= 5; i++) {
      for (String row :
          List.of(
              "ana%d,2024-01-31,10.00",
              "ben%d,2024-01-01,20.00",
              "ben%d,2024-03-01,5.50",
              "ben%d,2024-03-31,4.50",
              "eva%d,2024-02-29,7.00",
              "eva%d,2024-03-01,8.00",
              "luz%d,2024-03-31,1.00")) {
        rows.add(row.formatted(i));
      }
    }
    return Files.write(folder.resolve("few.csv"), rows);
  }

  private Terminal cohorts(Path file, String... more) {
    List<String> all = new ArrayList<>(List.of("cohorts", "--transactions", file.toString()));
    all.addAll(List.of("--home", folder.resolve("home").toString()));
    all.addAll(List.of(more));
    return Terminal.run(all.toArray(String[]::new));
  }

  @Test
  void months_holdTheirCustomersAndWhatTheyDidAtEachAge() throws IOException {
    Path out = folder.resolve("cohorts.csv");

    Terminal terminal = cohorts(few(), "--as-of", "2024-03-31", "--out", out.toString());

    assertThat(terminal.exitCode()).as(terminal.err()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readAllLines(out))
        .extracting(line -> line.replaceAll(",[^,]*(,[^,]*)$", "$1"))
        .containsExactly(
            "cohort,customers,age,period_start,period_end,active_customers,purchases,revenue",
            "2024-01,10,0,2024-01-01,2024-01-31,10,10,150",
            "2024-01,10,1,2024-02-01,2024-02-29,0,0,0",
            "2024-01,10,2,2024-03-01,2024-03-31,5,10,50",
            "2024-02,5,0,2024-02-01,2024-02-29,5,5,35",
            "2024-02,5,1,2024-03-01,2024-03-31,5,5,40",
            "2024-03,5,0,2024-03-01,2024-03-31,5,5,5");
    assertThat(terminal.out())
        .contains("2024-01         10", "50.0 %")
        .contains("The records begin on 2024-01-01")
        .containsPattern("Together: \\d+ purchases in 36[56] days\\. A run may say otherwise")
        .doesNotContain("is known up to");
  }

  @Test
  void lastPeriod_endsWithTheRecords() throws IOException {
    Path out = folder.resolve("cohorts.csv");

    Terminal terminal = cohorts(few(), "--as-of", "2024-03-15", "--out", out.toString());

    assertThat(terminal.out()).contains("2024-03 is known up to 2024-03-15 only.");
    assertThat(Files.readAllLines(out))
        .anyMatch(line -> line.startsWith("2024-01,10,2,2024-03-01,2024-03-15,5,5,"))
        .noneMatch(line -> line.startsWith("2024-03,"));
  }

  @Test
  void weeksQuartersAndYears_partTheSameCustomers() throws IOException {
    Path file = orders(400, 5);

    for (String by : List.of("week", "month", "quarter", "year")) {
      JsonNode table = json(cohorts(file, "--by", by, "--as-of", "2024-06-30", "--json"));

      Map<String, Integer> customers = new TreeMap<>();
      int purchases = 0;
      for (JsonNode cohort : table.path("cohorts")) {
        customers.put(cohort.path("name").asText(), cohort.path("customers").asInt());
        int ages = 0;
        for (JsonNode age : cohort.path("ages")) {
          assertThat(age.path("active").asInt())
              .isLessThanOrEqualTo(cohort.path("customers").asInt())
              .isLessThanOrEqualTo(age.path("purchases").asInt());
          ages += age.path("purchases").asInt();
        }
        assertThat(ages)
            .as(by + " " + cohort.path("name"))
            .isEqualTo(cohort.path("customers").asInt() + cohort.path("repeatPurchases").asInt());
        assertThat(cohort.path("alive").asDouble())
            .isBetween(0.0, cohort.path("customers").asDouble());
        purchases += ages;
      }
      assertThat(customers.values().stream().mapToInt(i -> i).sum()).as(by).isEqualTo(400);
      assertThat(purchases).as(by).isEqualTo(purchaseDays(file));
    }
  }

  /** Cohorts of the same kind lean on each other, and together expect what was bought. */
  @Test
  void model_expectsWhatAllCohortsBought() throws IOException {
    JsonNode table =
        json(cohorts(orders(3000, 6), "--by", "quarter", "--as-of", "2024-06-30", "--json"));

    double bought = 0;
    double modelled = 0;
    for (JsonNode cohort : table.path("cohorts")) {
      bought += cohort.path("repeatPurchases").asDouble();
      modelled += cohort.path("modelled").asDouble();
    }
    assertThat(modelled / bought).isCloseTo(1, within(0.05));
    JsonNode next = table.path("newCustomer");
    assertThat(next.path("low").asDouble()).isLessThan(next.path("expected").asDouble());
    assertThat(next.path("high").asDouble()).isGreaterThan(next.path("expected").asDouble());
  }

  @Test
  void cohorts_inSpanish_areCohortes() throws IOException {
    Terminal terminal = cohorts(few(), "--set", "language=es");

    assertThat(terminal.out())
        .startsWith("Clientes por el mes de su primera compra, hasta el ")
        .contains("En total: ", "Una ejecución puede dar otra cifra")
        .contains("Cohorte", "Recompras", "Los datos empiezan el 2024-01-01")
        .doesNotContain("cohorts", "customers");
  }

  @Test
  void whatCannotBe_isRefusedInWords() throws IOException {
    Path file = few();

    Terminal one = cohorts(file, "--by", "year");
    Terminal model = cohorts(file, "--model", "pareto-cnbd-mixture");
    Terminal unknown = cohorts(file, "--model", "nothing");
    Terminal onto = cohorts(file, "--out", file.toString());
    Terminal interval = cohorts(file, "--interval", "1");

    assertThat(List.of(one, model, unknown, onto, interval))
        .allSatisfy(terminal -> assertThat(terminal.exitCode()).isEqualTo(ExitCode.INPUT));
    assertThat(one.err()).contains("all customers are of one cohort", "--by month");
    assertThat(model.err()).contains("not fitted by cohort", "mbg-nbd");
    assertThat(unknown.err()).contains("nothing");
    assertThat(onto.err()).contains("--out");
    assertThat(Files.readAllLines(file)).hasSize(36);
  }

  /** Orders of customers who come over a year and buy at rates of their own. */
  private Path orders(int customers, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>(List.of("customer,date,amount"));
    for (int c = 0; c < customers; c++) {
      double day = random.nextInt(360);
      double mean = 20 + 60 * random.nextDouble();
      while (day < 366) {
        rows.add(
            "c%05d,%s,%d.00"
                .formatted(
                    c, LocalDate.of(2023, 7, 1).plusDays((long) day), 5 + random.nextInt(50)));
        day += -mean * Math.log(random.nextDouble());
        if (random.nextDouble() < 0.15) {
          break;
        }
      }
    }
    return Files.write(folder.resolve("orders" + seed + ".csv"), rows);
  }

  private static int purchaseDays(Path file) throws IOException {
    TreeSet<String> days = new TreeSet<>();
    for (String line : Files.readAllLines(file).subList(1, Files.readAllLines(file).size())) {
      days.add(line.substring(0, line.lastIndexOf(',')));
    }
    return days.size();
  }

  private static JsonNode json(Terminal terminal) throws IOException {
    assertThat(terminal.exitCode()).as(terminal.err()).isEqualTo(ExitCode.DONE);
    return new ObjectMapper().readTree(terminal.out());
  }
}
