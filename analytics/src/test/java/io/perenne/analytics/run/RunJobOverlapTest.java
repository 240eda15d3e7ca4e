// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports whose periods overlap, without order ids. */
class RunJobOverlapTest {
  private static final String HEADER = "customer_id,date,amount";

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void newHome() throws IOException {
    home = new Home(folder).with("interval", "12 months").with("model", "none");
  }

  /** A purchase a day, of another customer and amount each. */
  private static List<String> days(String from, int count) {
    LocalDate first = LocalDate.parse(from);
    return first
        .datesUntil(first.plusDays(count))
        .map(day -> "C%d,%s,%d.50".formatted(day.getDayOfYear() % 23, day, day.getDayOfYear()))
        .toList();
  }

  private Path write(String name, List<String> rows) throws IOException {
    return home.write(name, Stream.concat(Stream.of(HEADER), rows.stream()).toArray(String[]::new));
  }

  private static List<String> texts(RunDocument run) {
    return run.warnings().stream().map(RunDocument.Text::en).toList();
  }

  @Test
  void fileThatStandsInALargerOne_isRefused() throws IOException {
    Path january = write("jan.csv", days("2024-01-01", 31));
    Path both = write("jan-feb.csv", days("2024-01-01", 60));

    assertThatThrownBy(() -> home.run("2024-06-30", january, both))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "jan.csv: 31 rows or more (100 % of its rows",
            "stand in " + both, "put their rows into one file");
  }

  @Test
  void columnsInAnotherOrderAndNumbersWrittenOtherwise_areTheSameRows() throws IOException {
    Path january = write("jan.csv", days("2024-01-01", 31));
    List<String> other = new ArrayList<>(List.of("amount;date;customer_id"));
    for (String row : days("2024-01-01", 60)) {
      String[] fields = row.split(",", -1);
      other.add(fields[2].replace('.', ',') + ";" + fields[1] + ";" + fields[0]);
    }
    Path both = home.write("jan-feb.csv", other.toArray(String[]::new));

    assertThatThrownBy(() -> home.run("2024-06-30", january, both))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("31 rows or more");
  }

  @Test
  void periodsOfWhichAPartIsCommon_areRefused() throws IOException {
    Path early = write("early.csv", days("2024-01-01", 45));
    Path late = write("late.csv", days("2024-02-01", 60));

    assertThatThrownBy(() -> home.run("2024-06-30", early, late))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("early.csv: 14 rows or more (100 %", "late.csv");
  }

  @Test
  void inspectionTellsItAsARefusalAndReadsOn() throws IOException {
    Path january = write("jan.csv", days("2024-01-01", 31));
    Path both = write("jan-feb.csv", days("2024-01-01", 60));

    Inspection inspection = home.inspect("2024-06-30", january, both);

    assertThat(inspection.refusals())
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).startsWith("31 rows or more"));
    assertThat(inspection.findings()).isNotNull();
    assertThat(inspection.warnings())
        .extracting(RunDocument.Text::es)
        .anyMatch(text -> text.contains("cuentan dos veces"));
  }

  @Test
  void fewRowsOfTwoFilesAlike_areTold() throws IOException {
    List<String> more = new ArrayList<>(days("2024-01-01", 6));
    days("2024-01-07", 25).forEach(row -> more.add(row.replace("C", "D")));
    Path one = write("one.csv", days("2024-01-01", 31));
    Path other = write("other.csv", more);

    RunDocument run = home.run("2024-06-30", one, other);

    assertThat(texts(run))
        .anyMatch(
            text -> text.contains("one.csv: 6 rows or more (19 %") && text.contains("other.csv"));
    assertThat(run.rows().tickets()).isEqualTo(62);
  }

  @Test
  void rowsAlikeWithinOneFile_andAFewByChance_areKept() throws IOException {
    List<String> twice = new ArrayList<>(days("2024-01-01", 31));
    twice.addAll(days("2024-01-01", 31));
    List<String> shop = new ArrayList<>(days("2024-01-01", 2));
    days("2024-01-03", 29).forEach(row -> shop.add(row.replace("C", "D")));

    RunDocument run = home.run("2024-06-30", write("web.csv", twice), write("shop.csv", shop));

    assertThat(texts(run)).noneMatch(text -> text.contains("as well"));
    assertThat(run.rows().tickets()).isEqualTo(93);
  }

  @Test
  void monthsOneAfterTheOther_areNoOverlap() throws IOException {
    RunDocument run =
        home.run(
            "2024-06-30",
            write("jan.csv", days("2024-01-01", 31)),
            write("feb.csv", days("2024-02-01", 29)));

    assertThat(texts(run)).noneMatch(text -> text.contains("as well"));
    assertThat(run.rows().tickets()).isEqualTo(60);
  }

  @Test
  void ordersThatComeAgain_countOnceAsBefore() throws IOException {
    List<String> rows = days("2024-01-01", 31);
    Path one = home.write("one.csv", ordered(rows).toArray(String[]::new));
    List<String> more = new ArrayList<>(ordered(days("2024-01-01", 40)));
    Path other = home.write("other.csv", more.toArray(String[]::new));

    RunDocument run = home.run("2024-06-30", one, other);

    assertThat(run.rows().tickets()).isEqualTo(40);
    assertThat(texts(run)).noneMatch(text -> text.contains("as well"));
  }

  private static List<String> ordered(List<String> rows) {
    List<String> ordered = new ArrayList<>(List.of("order_id," + HEADER));
    for (int i = 0; i < rows.size(); i++) {
      ordered.add("A-" + (1000 + i) + "," + rows.get(i));
    }
    return ordered;
  }
}
