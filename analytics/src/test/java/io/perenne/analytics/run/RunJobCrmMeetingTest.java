// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.Findings;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions and a CRM that call the same people differently. */
class RunJobCrmMeetingTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months").with("model", "none");
  }

  private static Findings.Crm crm(RunDocument run) {
    return Objects.requireNonNull(Objects.requireNonNull(run.findings()).crm());
  }

  @Test
  void crm_idsWithDecimalsOrApostrophes_areTheSameCustomers() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount",
            "17850,2024-01-20,10",
            "17851,2024-01-21,11",
            "17852,2024-01-22,12");
    home.withCustomers(
        home.write(
            "crm.csv",
            "customer_id,email",
            "17850.0,a@example.com",
            "'17851,b@example.com",
            "17852.00,c@example.com"));

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(home.contract(run)).containsOnlyKeys("17850", "17851", "17852");
    assertThat(crm(run)).isEqualTo(new Findings.Crm(3, 3, 3, "as-written"));
  }

  @Test
  void crm_idsWithoutTheirZeros_areTheSameCustomersAndThatIsSaid() throws IOException {
    Path rows =
        home.write(
            "rows.csv", "customer_id,date,amount", "000017,2024-01-20,10", "000018,2024-01-21,5");
    home.withCustomers(
        home.write("crm.csv", "customer_id,email", "17,a@example.com", "18,b@example.com"));

    RunDocument run = home.run("2024-02-01", rows);

    Map<String, Map<String, String>> contract = home.contract(run);
    assertThat(contract).containsOnlyKeys("000017", "000018");
    assertThat(contract.get("000017")).containsEntry("Email", "a@example.com");
    assertThat(crm(run)).isEqualTo(new Findings.Crm(2, 2, 2, "without-zeros"));
    assertThat(run.warnings())
        .anySatisfy(warning -> assertThat(warning.en()).contains("zeros in front: 2"));
  }

  @Test
  void crm_whereZerosTellIdsApart_keepsThemApart() throws IOException {
    Path rows =
        home.write("rows.csv", "customer_id,date,amount", "0017,2024-01-20,10", "18,2024-01-21,5");
    home.withCustomers(
        home.write(
            "crm.csv",
            "customer_id,email",
            "17,a@example.com",
            "00017,b@example.com",
            "18,c@example.com"));

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(home.contract(run)).containsOnlyKeys("0017", "17", "00017", "18");
  }

  @Test
  void crm_addressesInOtherCase_areTheSameCustomers() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount",
            "Ana@example.com,2024-01-20,10",
            "ben@example.com,2024-01-21,5");
    home.withCustomers(
        home.write("crm.csv", "email,consent", "ana@example.com,yes", "BEN@example.com,yes"));

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(home.contract(run)).containsOnlyKeys("Ana@example.com", "ben@example.com");
    assertThat(home.contract(run).get("ben@example.com"))
        .containsEntry("EMAIL_COMMUNICATIONS", "true");
  }

  @Test
  void crm_keyedByAnotherColumn_isRefusedWithTheColumnToMap() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer,date,amount",
            "ana@example.com,2024-01-20,10",
            "ben@example.com,2024-01-21,5");
    home.withCustomers(
        home.write(
            "crm.csv",
            "customer_id,City,Email",
            "8101,Soria,ANA@example.com",
            "8102,Soria,ben@example.com",
            "8103,Soria,cleo@example.com"));

    assertThatThrownBy(() -> home.run("2024-02-01", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "crm.csv: 0 of the 3 customers of the CRM bought",
            "ids here are as 8101, there as ana@example.com",
            "another column finds 2 of 2: --map customers.customer=Email");
  }

  @Test
  void crm_whoseIdsAreInAnotherColumnOfTheTransactions_isRefusedWithThatColumn()
      throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount,loyalty card",
            "C1,2024-01-20,10,K-900",
            "C2,2024-01-21,5,K-901",
            "C3,2024-01-21,7,K-902");
    home.withCustomers(
        home.write("crm.csv", "customer_id,city", "K-900,Soria", "K-901,Soria", "K-902,Soria"));

    assertThatThrownBy(() -> home.run("2024-02-01", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("finds 3 of 3: --map \"transactions.customer=loyalty card\"");
  }

  @Test
  void crm_ofOtherPeople_isRefusedUnlessTheUserSaysSo() throws IOException {
    String[] buyers = new String[7];
    String[] others = new String[7];
    buyers[0] = "customer_id,date,amount";
    others[0] = "customer_id,city";
    for (int i = 1; i < 7; i++) {
      buyers[i] = "B" + i + ",2024-01-20,10";
      others[i] = "X" + i + ",Soria";
    }
    Path rows = home.write("rows.csv", buyers);
    home.withCustomers(home.write("crm.csv", others));

    assertThatThrownBy(() -> home.run("2024-02-01", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("0 of the 6 customers of the CRM", "--set min-crm-share=0");

    RunDocument run = home.with("min-crm-share", "0").run("2024-02-01", rows);
    assertThat(crm(run)).isEqualTo(new Findings.Crm(6, 6, 0, "as-written"));
    assertThat(run.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning.en())
                    .isEqualTo(
                        "of 6 customers of the transactions and 6 of the CRM, 0 are the same; ids"
                            + " of one side alone are as B1, of the other as X1"));
  }

  @Test
  void crm_ofFewStrangers_isTaken() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2024-01-20,10");
    home.withCustomers(home.write("crm.csv", "customer_id,city", "C8,Soria", "C9,Soria"));

    assertThat(home.contract(home.run("2024-02-01", rows))).containsOnlyKeys("C1", "C8", "C9");
  }

  @Test
  void crm_withIdsThatASpreadsheetCut_isRefused() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "4500000000001,2024-01-20,10");
    home.withCustomers(home.write("crm.csv", "customer_id,city", "4.5E+12,Soria", "4.5E+12,Soria"));

    assertThatThrownBy(() -> home.run("2024-02-01", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a spreadsheet has shortened ids to 4.5E+12");
  }
}
