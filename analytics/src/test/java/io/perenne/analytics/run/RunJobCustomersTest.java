// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.PublishedCustomers;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers of a CRM: contact, consent and their other columns. */
class RunJobCustomersTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  @Test
  void run_customersOfTheCrm_areRowsWithContactAndConsent() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2024-01-20,10.00");
    home.withCustomers(
        home.write(
            "crm.csv",
            "customer_id,email,contact_id,consent,consent_date,unsubscribed",
            "C1,Ana@Example.COM,K1,yes,2024-01-01,no",
            "C1,Ana@Example.COM,K1,no,2024-03-01,no",
            "C2,eva@example.com,,yes,2024-01-01,yes",
            "C3,nobody,,yes,2024-01-01,no",
            "C4,,,,,"));

    RunDocument run = home.run("2024-02-01", rows);
    Map<String, Map<String, String>> contract = home.contract(run);

    assertThat(contract).containsOnlyKeys("C1", "C2", "C3", "C4");
    assertThat(contract.get("C1"))
        .as("consent was withdrawn after the reference date")
        .containsEntry("Email", "Ana@example.com")
        .containsEntry("ContactId", "K1")
        .containsEntry("EMAIL_COMMUNICATIONS", "true");
    assertThat(contract.get("C2"))
        .containsEntry("ContactId", "C2")
        .containsEntry("ID_CLV_SEGMENT", "11")
        .containsEntry("LTV_VALUE", "0.00")
        .containsEntry("EMAIL_COMMUNICATIONS", "false");
    assertThat(contract.get("C3"))
        .containsEntry("Email", "")
        .containsEntry("EMAIL_COMMUNICATIONS", "false");
    assertThat(contract.get("C4")).containsEntry("FIRST_TICKET_DATE", "");
    assertThat(run.warnings()).anySatisfy(w -> assertThat(w.en()).contains("1 e-mails"));
  }

  @Test
  void run_consentThatIsContradictedOrUnreadable_isNoConsent() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2024-01-20,10.00");
    Path crm =
        home.write(
            "crm.csv",
            "customer_id,email,consent,consent_date",
            "C1,a@example.com,yes,2024-01-01",
            "C1,a@example.com,no,someday",
            "C2,b@example.com,yes,2024-01-01",
            "C2,b@example.com,nope,2024-01-02",
            "C3,c@example.com,yes,2024-01-01",
            "C3,c@example.com,no,2024-01-01",
            "C4,d@example.com,nope,2024-01-01",
            "C4,d@example.com,yes,2024-01-02",
            "C5,e@example.com,yes,0000-00-00",
            "C6,f@example.com,no,2024-01-01",
            "C6,f@example.com,yes,2024-01-02");
    home.withCustomers(crm).with("max-reject-share", "0.5");

    RunDocument run = home.run("2024-02-01", rows);
    Map<String, Map<String, String>> contract = home.contract(run);

    assertThat(contract.values().stream().map(row -> row.get("EMAIL_COMMUNICATIONS")))
        .containsExactly("false", "false", "false", "true", "true", "true");
    assertThat(contract.get("C4")).containsEntry("Email", "d@example.com");
    assertThat(home.rejects(run))
        .containsExactly(
            crm
                + ",3,consent_date,someday,not a date as this file writes them; until it is read"
                + " the consent counts as withdrawn",
            crm + ",5,consent,nope,neither a yes nor a no; until it is read it counts as withdrawn",
            crm
                + ",8,consent,nope,neither a yes nor a no; until it is read it counts as"
                + " withdrawn");
    assertThat(run.warnings())
        .anySatisfy(w -> assertThat(w.en()).startsWith("3 consents could not be read"));
  }

  @Test
  void run_consentsWithoutTimeInTwoFiles_areThoseOfTheLater() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2024-01-20,10.00");
    home.withCustomers(
        home.write(
            "1.csv", "customer_id,email,consent", "C1,a@example.com,no", "C2,b@example.com,yes"));
    home.withCustomers(
        home.write(
            "2.csv", "customer_id,email,consent", "C1,a@example.com,yes", "C2,b@example.com,no"));

    Map<String, Map<String, String>> contract = home.contract(home.run("2024-02-01", rows));

    assertThat(contract.get("C1")).containsEntry("EMAIL_COMMUNICATIONS", "true");
    assertThat(contract.get("C2")).containsEntry("EMAIL_COMMUNICATIONS", "false");
  }

  @Test
  void run_rowsOfTheCrm_areAllCounted() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2024-01-20,10.00");
    home.withCustomers(
            home.write(
                "crm.csv",
                "customer_id,email,consent",
                "C1,a@example.com,yes",
                ",b@example.com,yes",
                ",c@example.com,what",
                "C2,d@example,no",
                "C3,e@example.com,what"))
        .with("max-reject-share", "0.5");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(run.customerRows())
        .isEqualTo(new io.perenne.analytics.home.CustomerCounts(5, 1, 1, 2, 1));
    assertThat(home.contract(run)).containsOnlyKeys("C1", "C2", "C3");
    assertThat(run.warnings())
        .anySatisfy(w -> assertThat(w.en()).startsWith("2 rows of customers have no id"));
  }

  @Test
  void run_otherColumnsOfTheCrm_areKeptAsText() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2024-01-20,10.00");
    home.withCustomers(
        home.write(
            "1.csv",
            "customer_id,City,ltv,run_id,\"we\"\"ird {{segment}}\"",
            "C1,Soria,007,x,z",
            "C2,Ávila,1.0,y,"));
    home.withCustomers(home.write("2.csv", "customer_id,plan,city", "C1,gold,León", "C2,,"));

    RunDocument run = home.run("2024-02-01", rows);
    Map<String, String> one = row(run, "C1");
    Map<String, String> two = row(run, "C2");

    assertThat(run.customerAttributes())
        .containsExactly("City", "CRM_ltv", "CRM_run_id", "we\"ird {{segment}}", "plan");
    assertThat(one)
        .as("the later file knows better, and the datamodel's own names stay its own")
        .containsEntry("City", "León")
        .containsEntry("CRM_ltv", "007")
        .containsEntry("CRM_run_id", "x")
        .containsEntry("RUN_ID", run.runId())
        .containsEntry("we\"ird {{segment}}", "z")
        .containsEntry("plan", "gold");
    assertThat(two).containsEntry("City", "Ávila").containsEntry("CRM_ltv", "1.0");
    assertThat(home.contract(run).get("C1")).hasSize(25);
  }

  private Map<String, String> row(RunDocument run, String customer) {
    try (PublishedCustomers table =
        PublishedCustomers.open(home.file(run, "customers"), EngineOptions.forLookups())) {
      return table.find(customer, Language.ES).orElseThrow();
    }
  }
}
