// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.run.RunRequest;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.model.TransactionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A shop whose customers arrive all the time and leave at known rates, seen for one year. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookAheadTest {
  /** Loses 30 % of its purchases in the first year of a cohort and 19 % in the second. */
  private static final TransactionModel MODEL = ParetoNbd.of(0.8, 70, 0.55, 390);

  private static final LocalDate OPENED = LocalDate.of(2021, 1, 1);
  private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
  private static final LocalDate REFERENCE = LocalDate.of(2024, 12, 31);
  private static final int PER_DAY = 3;

  private Path folder = Path.of("none");
  private final List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
  private double then;

  @BeforeAll
  void draw(@TempDir Path temporary) throws IOException {
    folder = temporary;
    SplittableRandom random = new SplittableRandom(5);
    int end = (int) (REFERENCE.toEpochDay() - OPENED.toEpochDay()) + 365;
    for (int customer = 0; customer < PER_DAY * end; customer++) {
      int first = customer / PER_DAY;
      String id = "C" + customer;
      List<LocalDate> days = new ArrayList<>(List.of(OPENED.plusDays(first)));
      MODEL.simulate(end - first, random, age -> days.add(OPENED.plusDays(first + (long) age)));
      boolean seen = days.stream().anyMatch(day -> !day.isBefore(FROM) && !day.isAfter(REFERENCE));
      for (LocalDate day : days) {
        double amount = 20 + 20 * random.nextDouble();
        if (!day.isBefore(FROM) && !day.isAfter(REFERENCE)) {
          rows.add(String.format(Locale.ROOT, "%s,%s,%.2f", id, day, amount));
        } else if (seen && day.isAfter(REFERENCE)) {
          then += amount;
        }
      }
    }
    Files.write(folder.resolve("shop.csv"), rows);
  }

  private Jobs home(String... settings) {
    RunConfiguration configuration = RunConfiguration.defaults().with("language", "en");
    for (int i = 0; i < settings.length; i += 2) {
      configuration = configuration.with(settings[i], settings[i + 1]);
    }
    Path home = folder.resolve("home" + String.join("-", settings).replace('%', 'p'));
    Jobs jobs = Jobs.of(TestJobs.context(home));
    jobs.call(
        new Run(
            new RunRequest(
                new TransactionInput(
                    List.of(folder.resolve("shop.csv").toString()),
                    ColumnMapping.none(),
                    configuration),
                List.of(),
                Optional.of(REFERENCE),
                home,
                Optional.empty())));
    return jobs;
  }

  private static RunDocument document(Jobs jobs, String anyCustomer) {
    return jobs.call(new Explain("latest", anyCustomer, Optional.empty())).run();
  }

  private String customer(int row) {
    return rows.get(row).split(",", -1)[0];
  }

  @Test
  void run_foretellsWhatComesWithinItsRange() {
    Jobs jobs = home("discount-rate", "0");
    RunDocument run = document(jobs, customer(1));
    RunDocument.Outlook outlook = Objects.requireNonNull(run.model().outlook());
    RunDocument.Expected expected = Objects.requireNonNull(run.totals().expected());

    assertThat(run.model().valuation()).isEqualTo("mbg-nbd + pareto-nbd");
    assertThat(outlook.kinds())
        .extracting(RunDocument.Kind::model)
        .containsExactly("mbg-nbd", "pareto-nbd");
    assertThat(outlook.establishedAge()).isEqualTo(366 - 90);
    assertThat(outlook.assumed()).isTrue();
    assertThat(expected.value() / then).isCloseTo(1, within(0.15));
    assertThat(then).isBetween(expected.low(), expected.high());
    // one year of dropout little known: about a quarter to either side
    assertThat(expected.high() / expected.value()).isBetween(1.15, 1.6);
    assertThat(
            run.segments().stream()
                .mapToDouble(segment -> Objects.requireNonNull(segment.expected()).value())
                .sum())
        .isCloseTo(expected.value(), within(1e-6 * expected.value()));
    assertThat(run.model().pasts()).hasSize(3);
    assertThat(Objects.requireNonNull(run.model().selection()).en())
        .startsWith("Mean of mbg-nbd, pareto-nbd")
        .contains("Assumed more than fitted", "made in the past")
        .contains("pareto-cnbd-mixture, for customers who buy regularly, is left out: gaps");
  }

  @Test
  void expectToday_isWhatTheRunPublished() {
    Jobs jobs = home();
    for (int row = 1; row < rows.size(); row += rows.size() / 40) {
      String id = customer(row);
      Map<String, String> values = jobs.call(new Explain("latest", id, Optional.empty())).values();
      Expectation today =
          jobs.call(new ExpectToday("latest", id, Optional.of(REFERENCE))).orElseThrow();

      assertThat(today.probabilityAlive()).isCloseTo(number(values, "P_ALIVE"), within(1e-6));
      assertThat(today.purchases()).isCloseTo(number(values, "EXPECTED_PURCHASES"), within(1e-6));
      assertThat(today.value()).isCloseTo(number(values, "RESID_VALUE"), within(0.0051));
    }
  }

  @Test
  void seasonality_off_leavesTheSeasonOut() {
    RunDocument with = document(home("interval", "12 months"), customer(1));
    RunDocument without =
        document(home("interval", "12 months", "seasonality", "off"), customer(1));

    assertThat(Objects.requireNonNull(with.model().outlook()).season()).isNotNull();
    assertThat(Objects.requireNonNull(without.model().outlook()).season()).isNull();
  }

  @Test
  void yearlyRepurchase_movesWhatIsExpectedAndNarrowsItsRange() {
    RunDocument little = document(home("yearly-repurchase", "30%"), customer(1));
    RunDocument much = document(home("yearly-repurchase", "60%"), customer(1));
    RunDocument.Expected less = Objects.requireNonNull(little.totals().expected());
    RunDocument.Expected more = Objects.requireNonNull(much.totals().expected());

    assertThat(more.value()).isGreaterThan(1.2 * less.value());
    assertThat(more.high() / more.value()).isLessThan(1.35);
  }

  @Test
  void priorsOrEvidenceOff_valueWithOneModelAlone() {
    for (String[] settings :
        new String[][] {
          {"model.priors", "off"}, {"yearly-repurchase", "off"}, {"model", "bg-nbd"}
        }) {
      RunDocument run = document(home(settings), customer(1));

      assertThat(run.model().outlook()).isNull();
      assertThat(run.model().states()).isNull();
      assertThat(run.model().valuation())
          .isEqualTo(Objects.requireNonNull(run.model().purchases()).model());
      assertThat(run.totals().expected()).isNotNull();
    }
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.getOrDefault(column, ""));
  }
}
