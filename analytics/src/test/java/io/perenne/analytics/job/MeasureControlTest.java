// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.InputException;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.ControlReport.Measure;
import io.perenne.analytics.pipeline.FollowUp;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.control.Arm;
import io.perenne.clv.control.Lift;
import io.perenne.clv.control.Looks;
import io.perenne.clv.history.TicketDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop whose target arm spends more from the first run on, by an amount that is known. */
class MeasureControlTest {
  private static final int CUSTOMERS = 2_500;
  private static final double MORE = 20;

  @TempDir static Path folder;

  private static final Map<String, Double> SPENT = new HashMap<>();
  private static final Map<String, Boolean> CONTROL = new HashMap<>();
  private static RunDocument start;
  private static RunDocument now;
  private static RunDocument redrawn;
  private static ControlReport report;

  @BeforeAll
  static void run() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int i = 0; i < CUSTOMERS; i++) {
      for (int order = 1 + random.nextInt(4); order > 0; order--) {
        rows.add(row(i, LocalDate.of(2024, 1, 1).plusDays(random.nextInt(366)), 10, random));
      }
    }
    start = publish(rows, "2024-12-31", "0.2");
    try (RunReader reader = RunReader.open(folder, start.runId(), Resources.ofMachine())) {
      reader
          .page(CustomerFilter.ALL, CustomerSort.byId(), Optional.empty(), CUSTOMERS)
          .rows()
          .forEach(
              row ->
                  CONTROL.put(
                      row.getOrDefault("CustomerId", ""),
                      row.getOrDefault("CG_SEGMENT", "").equals("control")));
    }
    rows.removeIf(row -> row.startsWith("C0,")); // one leaves the data
    for (int i = 1; i < CUSTOMERS; i++) {
      String id = "C" + i;
      SPENT.put(id, 0.0);
      if (random.nextDouble() < 0.5) {
        double more = Boolean.TRUE.equals(CONTROL.get(id)) ? 0 : 2 * MORE;
        String row = row(i, LocalDate.of(2025, 1, 1).plusDays(random.nextInt(90)), more, random);
        rows.add(row);
        SPENT.put(id, Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)));
      }
    }
    for (int i = 0; i < 7; i++) {
      rows.add(row(CUSTOMERS + i, LocalDate.of(2025, 2, 1), 10, random));
    }
    now = publish(rows, "2025-03-31", "0.2");
    redrawn = publish(rows, "2025-04-01", "0.3");
    report = measure(now.runId(), Optional.empty(), Looks.ANY);
  }

  private static String row(int customer, LocalDate day, double least, SplittableRandom random) {
    double amount = least + 15 * Math.exp(0.7 * random.nextGaussian());
    return String.format(Locale.ROOT, "C%d,%s,%.2f", customer, day, amount);
  }

  private static RunDocument publish(List<String> rows, String day, String share)
      throws IOException {
    Path file = Files.write(folder.resolve(day + ".csv"), rows);
    return Jobs.of(TestJobs.context(folder))
        .call(
            new Run(
                new RunRequest(
                    new TransactionInput(
                        List.of(file.toString()),
                        ColumnMapping.none(),
                        RunConfiguration.defaults()
                            .with("control-group.share", share)
                            .with("model", "mbg-nbd")),
                    List.of(),
                    Optional.of(LocalDate.parse(day)),
                    folder,
                    Optional.empty())));
  }

  private static ControlReport measure(String run, Optional<String> from, Looks looks) {
    return Jobs.of(TestJobs.context(folder))
        .call(new MeasureControl(run, from, looks, 90))
        .report();
  }

  private static double mean(boolean control) {
    return SPENT.entrySet().stream()
        .filter(entry -> Boolean.TRUE.equals(CONTROL.get(entry.getKey())) == control)
        .mapToDouble(Map.Entry::getValue)
        .average()
        .orElseThrow();
  }

  @Test
  void arms_areThoseOfTheStart_withWhatTheyBoughtSince() {
    Lift revenue = report.lift(Measure.REVENUE).orElseThrow();

    assertThat(report.runBefore()).isEqualTo(start.runId());
    assertThat(report.days()).isEqualTo(90);
    assertThat(revenue.control()).isCloseTo(mean(true), within(1e-9));
    assertThat(revenue.target()).isCloseTo(mean(false), within(1e-9));
    assertThat(report.controls() + report.targets()).isEqualTo(CUSTOMERS - 1);
    assertThat(report.controls()).isBetween(490L, 510L);
    assertThat(report.left().later()).isEqualTo(7);
    assertThat(report.left().controlGone() + report.left().targetGone()).isEqualTo(1);
    assertThat(report.left().contaminated()).isZero();
  }

  @Test
  void plantedLift_isFoundWithinItsInterval() {
    Lift revenue = report.lift(Measure.REVENUE).orElseThrow();

    assertThat(report.verdict()).isEqualTo(ControlReport.Verdict.HIGHER);
    assertThat(MORE).isBetween(revenue.low(), revenue.high());
    assertThat(revenue.total()).isCloseTo(revenue.difference() * report.targets(), within(1e-6));
    // as many bought in both arms
    assertThat(report.lift(Measure.RETURNED).orElseThrow().controls())
        .isEqualTo(
            report.segments().stream()
                .filter(line -> List.of("04", "06", "10").contains(line.segment()))
                .mapToLong(ControlReport.SegmentLine::controls)
                .sum());
    assertThat(report.lift(Measure.BUYERS).orElseThrow().verdict()).isEqualTo(Lift.Verdict.NOT_YET);
    assertThat(report.segments()).anyMatch(ControlReport.SegmentLine::found);
    assertThat(report.segments().stream().mapToLong(line -> line.controls()).sum())
        .isEqualTo(report.controls());
  }

  @Test
  void marginAndSensitivity_followTheHeadline() {
    Lift revenue = report.lift(Measure.REVENUE).orElseThrow();
    Lift margin = report.lift(Measure.MARGIN).orElseThrow();

    assertThat(margin.difference())
        .isCloseTo(report.marginRate() * revenue.difference(), within(1e-9));
    assertThat(report.sensitivity()).isNotNull();
    // nobody gave an address: nobody could be sent anything, in either arm
    assertThat(report.contactable()).isNull();
    assertThat(report.lift(Measure.UNREACHABLE)).isEmpty();
  }

  @Test
  void plannedLooks_sayNothingBeforeTheFirst() {
    ControlReport early =
        Jobs.of(TestJobs.context(folder))
            .call(new MeasureControl(now.runId(), Optional.empty(), new Looks(2), 365))
            .report();

    assertThat(early.verdict()).isEqualTo(ControlReport.Verdict.EARLY);
    assertThat(measure(now.runId(), Optional.of(start.runId()), Looks.ONE).verdict())
        .isEqualTo(ControlReport.Verdict.HIGHER);
  }

  @Test
  void keptReport_isTheSame() {
    String text = Json.documents().write(report);

    assertThat(Json.documents().read(text, ControlReport.class)).contains(report);
  }

  @Test
  void runsThatCannotBeCompared_areRefusedWithWhatToDo() {
    assertThatThrownBy(() -> measure(start.runId(), Optional.empty(), Looks.ANY))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("this is the first run of its control group");
    assertThatThrownBy(() -> measure(redrawn.runId(), Optional.of(now.runId()), Looks.ANY))
        .hasMessageContaining("the run at the start has another control group");
    assertThatThrownBy(() -> measure(start.runId(), Optional.of(now.runId()), Looks.ANY))
        .hasMessageContaining("not before the later one");
  }

  private static FollowUp customer(Arm arm, boolean known, String armNow, double spent) {
    List<TicketDay> days =
        spent == 0
            ? List.of()
            : List.of(
                new TicketDay(
                    (int) LocalDate.of(2025, 1, 1).toEpochDay(), 1, Math.round(spent * 10_000), 0));
    return new FollowUp("05", arm, true, 10, 5, List.of(), known, "04", armNow, false, 5, days);
  }

  @Test
  void whoeverTurnedOutToBeInBothArms_isLeftOutAndCounted() {
    ControlMeasurement measurement = new ControlMeasurement(start, now, Looks.ANY, 90);
    for (int i = 0; i < 100; i++) {
      measurement.take(customer(Arm.TARGET, true, "target", 50 + i % 10));
      if (i < 25) {
        measurement.take(customer(Arm.CONTROL, true, "control", 40 + i % 10));
      }
    }
    measurement.take(customer(Arm.CONTROL, true, "target", 9_999));
    measurement.take(customer(Arm.CONTROL, false, "", 0));
    ControlReport report = measurement.report(3);

    assertThat(report.left()).isEqualTo(new ControlReport.Left(1, 1, 0, 3));
    assertThat(report.controls()).isEqualTo(25);
    assertThat(report.lift(Measure.REVENUE).orElseThrow().control()).isCloseTo(44.0, within(1e-9));
    assertThat(report.lift(Measure.UNREACHABLE).orElseThrow().target()).isEqualTo(1);
    assertThat(report.contactable()).isNotNull();
    // everybody came from 05 and is in 04 now; nobody was away
    assertThat(report.lift(Measure.UP).orElseThrow().control()).isEqualTo(1);
    assertThat(report.lift(Measure.RETURNED)).isEmpty();
  }

  @Test
  void armsThatAreNotAsDrawn_hideTheResult() {
    ControlMeasurement measurement = new ControlMeasurement(start, now, Looks.ANY, 90);
    for (int i = 0; i < 100; i++) {
      measurement.take(customer(Arm.TARGET, true, "target", 50 + i % 10));
      measurement.take(customer(Arm.CONTROL, true, "control", 20 + i % 10));
    }

    assertThat(measurement.report(0).verdict()).isEqualTo(ControlReport.Verdict.MISMATCH);
  }
}
