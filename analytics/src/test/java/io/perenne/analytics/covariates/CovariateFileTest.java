// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.clv.history.CovariateSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of covariates whose values change. */
class CovariateFileTest {
  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("covariates.csv"), text);
  }

  private CustomerCovariates read(String text, String... map) throws IOException {
    return CovariateFile.read(write(text), ReadOptions.detect(), ColumnMapping.parse(List.of(map)));
  }

  private SeriesTable dated(String text, String... map) throws IOException {
    return (SeriesTable) read(text, map);
  }

  private static int day(String date) {
    return Math.toIntExact(LocalDate.parse(date).toEpochDay());
  }

  private static CovariateSeries of(SeriesTable table, String customer) {
    return table.series(table.pattern(customer).orElseThrow());
  }

  /** The first covariate of a customer on a day. */
  private static double on(SeriesTable table, String customer, String date) {
    CovariateSeries series = of(table, customer);
    return series.value(series.periodOf(day(date)), 0);
  }

  @Test
  void aRowHolds_fromItsDateUntilTheNextOfTheCustomer() throws IOException {
    SeriesTable table =
        dated(
            """
            customer,date,price
            A,2024-01-08,12
            B,2024-01-01,7
            A,2024-01-01,10
            A,2024-03-01,11.5
            """);

    assertThat(on(table, "A", "2024-01-07")).isEqualTo(10);
    assertThat(on(table, "A", "2024-01-08")).isEqualTo(12);
    assertThat(on(table, "A", "2024-02-29")).isEqualTo(12);
    assertThat(on(table, "A", "2029-01-01")).isEqualTo(11.5);
    assertThat(on(table, "B", "2024-06-01")).isEqualTo(7);
    assertThat(table.pattern("C")).isEmpty();
    assertThat(table.design().covariates()).containsExactly("price");
    assertThat(table.notes()).isEmpty();
  }

  @Test
  void anEmptyField_saysThatTheValueGoesOn() throws IOException {
    SeriesTable table =
        dated(
            """
            customer,date,price,stock
            A,2024-01-01,,1
            A,2024-01-08,12,
            A,2024-01-15,,3
            B,2024-01-01,7,2
            """);

    CovariateSeries series = of(table, "A");
    // the price is not known before the 8th
    assertThat(series.from(0)).isEqualTo(day("2024-01-08"));
    assertThat(series.value(0, 1)).isEqualTo(1);
    assertThat(series.value(1, 0)).isEqualTo(12);
    assertThat(series.value(1, 1)).isEqualTo(3);
  }

  @Test
  void withoutCustomers_theValuesAreThoseOfAll() throws IOException {
    SeriesTable table = dated("week,campaign\n2024-01-01,0\n2024-01-08,1\n");

    assertThat(on(table, "anybody", "2024-01-09")).isEqualTo(1);
    assertThat(table.pattern("somebody")).isEqualTo(table.pattern("anybody"));
  }

  @Test
  void aCustomerAfterTheDate_isFoundByItsName_orByTheMapping() throws IOException {
    String rows = "2024-01-01,A,0\n2024-01-08,A,1\n2024-01-01,B,1\n";

    SeriesTable named = dated("date,customer_id,campaign\n" + rows);
    SeriesTable mapped =
        dated("Tag,Kunde,campaign\n" + rows, "covariates.date=Tag", "covariates.customer=Kunde");

    assertThat(on(named, "A", "2024-01-01")).isZero();
    assertThat(on(named, "B", "2024-01-01")).isEqualTo(1);
    assertThat(on(mapped, "B", "2024-01-01")).isEqualTo(1);
    assertThat(mapped.design()).isEqualTo(named.design());
  }

  @Test
  void datesAreRead_asPeopleWriteThem() throws IOException {
    assertThat(on(dated("id,fecha,x\nA,31/01/2024,1\nA,01/02/2024,2\n"), "A", "2024-02-01"))
        .isEqualTo(2);
    assertThat(on(dated("id,date,x\nA,20240131,1\nA,20240201,2\n"), "A", "2024-02-01"))
        .isEqualTo(2);
    assertThat(
            on(
                dated("id,date,x\nA,2024-01-31 00:00:00,1\nA,2024-02-01 00:00:00,2\n"),
                "A",
                "2024-02-01"))
        .isEqualTo(2);
  }

  @Test
  void datesThatMayBeTwo_areRefused() {
    assertThatThrownBy(() -> read("id,date,x\nA,03/01/2024,1\nA,04/02/2024,2\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing tells day from month in these dates")
        .hasMessageContaining("covariates.csv, date")
        .hasMessageContaining("03/01/2024")
        .hasMessageContaining("--date-format dmy");
  }

  @Test
  void categories_becomeIndicators_comparedWithTheMostCommon() throws IOException {
    StringBuilder text = new StringBuilder("customer,date,channel\n");
    for (int i = 0; i < 40; i++) {
      text.append("A").append(i % 4).append(',').append(LocalDate.of(2024, 1, 1).plusDays(i));
      text.append(',').append(i % 4 == 3 ? "web" : "store").append('\n');
    }
    SeriesTable table = dated(text.toString());

    assertThat(table.design().covariates()).containsExactly("channel=web");
    assertThat(table.design().average()).containsExactly(0.25);
    assertThat(on(table, "A3", "2024-03-01")).isEqualTo(1);
    assertThat(on(table, "A0", "2024-03-01")).isZero();
  }

  @Test
  void whatCannotBeUsed_isCountedAndNamedByLine() throws IOException {
    StringBuilder text = new StringBuilder("customer,date,price\n");
    for (int i = 0; i < 500; i++) {
      text.append("A,").append(LocalDate.of(2024, 1, 1).plusDays(i)).append(',').append(i % 7);
      text.append('\n');
    }
    text.append("A,2024-01-05,9\nA,yesterday,9\nA,2029-01-01,dear\n");

    SeriesTable table = dated(text.toString());

    assertThat(table.notes())
        .singleElement()
        .asString()
        .contains("3 values or rows")
        .contains("line 503: date is no date: yesterday")
        .contains("line 502: customer A and date 2024-01-05 have a row already, on line 6")
        .contains("line 504: price is not a number: dear");
    // what was known before goes on
    assertThat(on(table, "A", "2029-01-02")).isEqualTo(499 % 7);
  }

  @Test
  void aFileOfWhichMostCannotBeUsed_isRefused() {
    assertThatThrownBy(() -> read("customer,date,x\nA,2024-01-01,1\nA,soon,2\nA,later,3\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2 of 3 rows cannot be used")
        .hasMessageContaining("line 3: date is no date: soon");
  }

  @Test
  void withoutDates_itIsATableOfCustomers() throws IOException {
    StringBuilder text = new StringBuilder("customer,since,age\n");
    for (int i = 0; i < 40; i++) {
      text.append("A").append(i).append(",long ago,").append(20 + i % 3).append('\n');
    }

    assertThat(read(text.toString())).isInstanceOf(CovariateTable.class);
  }

  @Test
  void columnsThatAreMissing_orHaveNoName_areRefused() {
    assertThatThrownBy(() -> read("customer,date\nA,2024-01-01\n"))
        .hasMessageContaining("a date and at least one covariate are needed");
    assertThatThrownBy(() -> read("customer,date,x,x\nA,2024-01-01,1,2\n"))
        .hasMessageContaining("two columns are called x");
    assertThatThrownBy(() -> read("customer,date,x\nA,2024-01-01,1\n", "covariates.date=day"))
        .hasMessageContaining("there is no column day for --map covariates.date=day");
    assertThatThrownBy(() -> read("customer,date,x\nA,2024-01-01,1\nB,2024-01-01,1\n"))
        .hasMessageContaining("no column tells days or customers apart");
    assertThatThrownBy(
            () ->
                CovariateFile.read(
                    write("customer,date,x\nA,2024-01-01,1\n"),
                    ReadOptions.detect(),
                    ColumnMapping.none(),
                    new SeriesDesign(List.of(new SeriesColumn("price", List.of(), List.of(1.0))))))
        .hasMessageContaining("the model needs a column price");
  }

  @Test
  void theOrderOfRows_changesNothing() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add("A" + i % 7 + "," + LocalDate.of(2024, 1, 1).plusDays(i) + ",0." + i * i % 83);
    }
    SeriesTable one = dated("customer,date,x\n" + String.join("\n", rows) + "\n");
    Collections.reverse(rows);
    SeriesTable two = dated("customer,date,x\n" + String.join("\n", rows) + "\n");

    assertThat(two.design()).isEqualTo(one.design());
    assertThat(two.series()).isEqualTo(one.series());
    assertThat(two.pattern("A5")).isEqualTo(one.pattern("A5"));
  }
}
