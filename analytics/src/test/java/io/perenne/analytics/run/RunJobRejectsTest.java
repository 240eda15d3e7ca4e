// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that cannot be read: kept aside, counted, and too many of them refused. */
class RunJobRejectsTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  @Test
  void run_fewUnreadableRows_publishesAndKeepsThemAside() throws IOException {
    List<String> rows = new ArrayList<>(Files.readAllLines(home.writeRegulars()));
    rows.add("R01,someday,5.00");
    rows.add("R01,2024-05-05,lots");
    Path file = home.write("bad.csv", rows.toArray(String[]::new));

    RunDocument run = home.run("2024-12-31", file);

    assertThat(run.rejected()).isEqualTo(2);
    assertThat(run.warnings())
        .anySatisfy(w -> assertThat(w.en()).contains("2 rows could not be read"));
    assertThat(
            new String(
                new java.util.zip.GZIPInputStream(Files.newInputStream(home.file(run, "rejects")))
                    .readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8))
        .contains("someday")
        .contains("lots")
        .contains(",%d,".formatted(rows.size()));
  }

  @Test
  void run_tooManyUnreadableRows_isRefusedAndPublishesNothing() throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int day = 1; day <= 9; day++) {
      rows.add("C1,2024-01-0" + day + ",1.00");
    }
    rows.add("C1,never,1.00");
    Path file = home.write("bad.csv", rows.toArray(String[]::new));

    assertThatThrownBy(() -> home.run("2024-02-01", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 of 10 rows cannot be read")
        .hasMessageContaining("-rejects.csv.gz");
    assertThat(home.store().ids()).isEmpty();
    try (Stream<Path> drafts = Files.list(home.store().folder())) {
      assertThat(drafts).isEmpty();
    }
  }

  @Test
  void run_tooManyUnreadableRowsOfTheCrm_isRefusedAndPublishesNothing() throws IOException {
    Path rows = home.writeRegulars();
    List<String> crm = new ArrayList<>(List.of("customer_id,email,consent"));
    for (int i = 0; i < 18; i++) {
      crm.add("R%02d,r%d@example.com,yes".formatted(i, i));
    }
    crm.add("R18,r18@example.com,perhaps");
    home.withCustomers(home.write("crm.csv", crm.toArray(String[]::new)));

    assertThatThrownBy(() -> home.run("2024-12-31", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 of 19 rows of customers cannot be read")
        .hasMessageContaining("-rejects.csv.gz");
    assertThat(home.store().ids()).isEmpty();
  }

  @Test
  void run_rowsOfBothInputsThatCannotBeRead_areNamedInOneFile() throws IOException {
    String tooLong = "x".repeat(300);
    Path rows =
        home.write(
            "rows.csv", "customer_id,date,amount", "C1,2024-01-05,10.00", "C1,2024-01-06,ten");
    Path crm = home.write("crm.csv", "customer_id,email", "C1,a@example.com", tooLong + ",");
    home.withCustomers(crm).with("max-reject-share", "0.5");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(home.rejects(run))
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith(rows + ",3,amount,ten,");
              assertThat(lines.get(1)).startsWith(crm + ",3,customer_id,xxx");
            });
    assertThat(run.rejected()).isEqualTo(1);
    assertThat(run.warnings()).anySatisfy(w -> assertThat(w.en()).contains("1 rows of customers"));
  }
}
