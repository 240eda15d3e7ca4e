// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainJobTest {
  private static final String CDNOW = "data/cdnow/cdnow_sample.csv";

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void newHome() {
    home = new Home(folder).with("interval", "12 months");
  }

  /** Ten customers who buy every thirty days through a year, and some who bought once. */
  private Path regulars() throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int customer = 0; customer < 10; customer++) {
      for (int month = 1; month <= 12; month++) {
        rows.add("R%02d,2024-%02d-%02d,%d.50".formatted(customer, month, 3 + customer, 20 + month));
      }
    }
    for (int customer = 0; customer < 40; customer++) {
      rows.add("O%02d,2024-%02d-15,9.99".formatted(customer, 1 + customer % 12));
    }
    return home.write("regulars.csv", rows.toArray(String[]::new));
  }

  @Test
  void run_sameInputs_givesTheSameBytesWithAnyNumberOfThreads() throws IOException {
    Path rows = regulars();
    home.with("control-group.salt", "fixed");

    RunDocument one = home.withThreads(1).run("2024-12-31", rows);
    RunDocument two = home.withThreads(2).run("2024-12-31", rows);

    assertThat(home.file(two, "contract")).hasSameBinaryContentAs(home.file(one, "contract"));
    assertThat(two.contractSha256()).isEqualTo(one.contractSha256());
    assertThat(two.runId()).isNotEqualTo(one.runId());
  }

  @Test
  void run_rowsInAnotherOrder_givesTheSameBytes() throws IOException {
    Path rows = regulars();
    List<String> lines = new ArrayList<>(Files.readAllLines(rows));
    String header = lines.remove(0);
    java.util.Collections.reverse(lines);
    lines.add(0, header);
    Path reversed = home.write("reversed.csv", lines.toArray(String[]::new));
    home.with("control-group.salt", "fixed");

    RunDocument straight = home.run("2024-12-31", rows);
    RunDocument backwards = home.run("2024-12-31", reversed);

    assertThat(backwards.contractSha256()).isEqualTo(straight.contractSha256());
  }

  @Test
  void run_laterDate_tellsWhoMovedAndWhy() throws IOException {
    Path rows = regulars();
    RunDocument first = home.run("2024-10-31", rows);
    RunDocument second = home.run("2024-12-31", rows);

    assertThat(first.previousRun()).isNull();
    assertThat(home.contract(first).values())
        .allSatisfy(row -> assertThat(row).containsEntry("CLV_EVOLUTION", "new"));
    assertThat(second.previousRun()).isEqualTo(first.runId());
    // who bought for the first time after the first run's date is new, everybody else is not
    Map<String, Map<String, String>> contract = home.contract(second);
    assertThat(contract.get("O10")).containsEntry("CLV_EVOLUTION", "new");
    assertThat(contract.get("R00")).doesNotContainEntry("CLV_EVOLUTION", "new");
    assertThat(second.totals().evolutions().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(50);
  }

  @Test
  void run_sameDateAgain_comparesWithTheRunBeforeIt() throws IOException {
    Path rows = regulars();
    home.with("control-group.salt", "fixed");
    home.run("2024-10-31", rows);
    RunDocument second = home.run("2024-12-31", rows);
    RunDocument again = home.run("2024-12-31", rows);

    assertThat(again.previousRun()).isEqualTo(second.previousRun());
    assertThat(again.contractSha256()).isEqualTo(second.contractSha256());
  }

  @Test
  void run_otherThresholdsThanBefore_comparesWithThePastUnderTodaysRules() throws IOException {
    Path rows = regulars();
    home.with("model", "none");
    home.run("2024-12-30", rows);
    // every band and loyalty limit moves, but nobody's purchases do
    home.with("thresholds.medium", "1").with("thresholds.high", "2");
    RunDocument changed = home.run("2024-12-31", rows);

    assertThat(changed.rebased()).isTrue();
    assertThat(changed.totals().evolutions()).containsOnlyKeys("equal");
  }

  @Test
  void run_newCustomers_keepsEverybodyElsesArm() throws IOException {
    Path rows = regulars();
    home.with("control-group.share", "0.4");
    Map<String, Map<String, String>> before = home.contract(home.run("2024-06-30", rows));
    RunDocument later = home.run("2024-12-31", rows);
    Map<String, Map<String, String>> after = home.contract(later);

    assertThat(after).hasSizeGreaterThan(before.size());
    before.forEach(
        (customer, row) ->
            assertThat(after.get(customer))
                .as(customer)
                .containsEntry("CG_SEGMENT", row.get("CG_SEGMENT")));
    // each of the strata is off by less than one customer
    assertThat(
            after.values().stream().filter(row -> "control".equals(row.get("CG_SEGMENT"))).count())
        .isBetween(16L, 24L);
  }

  @Test
  void run_orderInTwoExports_countsTheLaterOnce() throws IOException {
    Path january =
        home.write(
            "1-january.csv",
            "order_id,customer_id,date,amount",
            "A1,C1,2024-01-05,10.00",
            "A2,C1,2024-01-20,20.00");
    Path overlap =
        home.write(
            "2-overlap.csv",
            "order_id,customer_id,date,amount",
            "A2,C1,2024-01-20,25.00",
            "A3,C1,2024-02-01,30.00");

    RunDocument run = home.run("2024-02-28", january, overlap);

    assertThat(run.rows().superseded()).isEqualTo(1);
    assertThat(home.contract(run).get("C1"))
        .containsEntry("MON_VALUE", "65.00")
        .containsEntry("FREQ_VALUE", "3");
  }

  @Test
  void run_orderInTwoExportsUnderAnotherCustomer_belongsToTheLater() throws IOException {
    Path first = home.write("1.csv", "order_id,customer_id,date,amount", "A1,OLD,2024-01-05,10.00");
    Path second =
        home.write(
            "2.csv",
            "order_id,customer_id,date,amount",
            "A1,NEW,2024-01-05,10.00",
            "A2,OLD,2024-01-06,1.00");

    Map<String, Map<String, String>> contract =
        home.contract(home.run("2024-02-28", first, second));

    assertThat(contract.get("NEW")).containsEntry("MON_VALUE", "10.00");
    assertThat(contract.get("OLD")).containsEntry("MON_VALUE", "1.00");
  }

  @Test
  void run_orderThatALaterFileBringsUnreadable_isKept() throws IOException {
    Path first = home.write("1.csv", "order_id,customer_id,date,amount", "A1,C1,2024-01-05,100.00");
    Path second =
        home.write(
            "2.csv",
            "order_id,customer_id,date,amount",
            "A1,C1,2024-01-05,oops",
            "A2,C2,2024-01-06,1.00");

    RunDocument run = home.with("max-reject-share", "0.5").run("2024-02-28", first, second);

    assertThat(run.rows().superseded()).isZero();
    assertThat(run.rejected()).isEqualTo(1);
    assertThat(home.contract(run).get("C1")).containsEntry("MON_VALUE", "100.00");
  }

  @Test
  void run_linesOfOneOrder_areOneTicket() throws IOException {
    Path lines =
        home.write(
            "lines.csv",
            "order_id,customer_id,date,quantity,price",
            "A1,C1,2024-01-05 10:00,2,1.25",
            "A1,C1,2024-01-05 10:01,1,7.50",
            "A1,C1,2024-01-05 10:02,1,7.50",
            "A2,C1,2024-01-09 10:00,3,0.333");

    assertThat(home.contract(home.run("2024-02-28", lines)).get("C1"))
        .containsEntry("FREQ_VALUE", "2")
        .containsEntry("MON_VALUE", "18.50")
        .containsEntry("FIRST_TICKET_DATE", "2024-01-05 10:00:00");
  }

  @Test
  void run_refunds_areLinkedOrReduceMoneyOnTheirOwnDate() throws IOException {
    String[] rows = {
      "order_id,customer_id,date,amount,refund_of",
      "A1,C1,2024-01-05,100.00,",
      "A2,C1,2024-03-05,50.00,",
      "R1,C1,2024-04-01,-50.00,A2", // A2 never happened
      "R2,C1,2024-04-02,-30.00,A1", // A1 keeps its date and counts 70
      "R3,C1,2024-04-03,-5.00,"
    };
    Path file = home.write("refunds.csv", rows);

    RunDocument run = home.run("2024-05-01", file);
    assertThat(home.contract(run).get("C1"))
        .containsEntry("FREQ_VALUE", "1")
        .containsEntry("MON_VALUE", "65.00")
        .containsEntry("LST90DAYS_REVENUE", "-5.00")
        .containsEntry("LAST_TICKET_DATE", "2024-01-05 00:00:00");
    assertThat(run.rows().zeroTickets()).isEqualTo(1);
    assertThat(run.rows().refunds()).isEqualTo(1);

    RunDocument before = home.run("2024-03-31", file);
    assertThat(home.contract(before).get("C1"))
        .as("refunds posted after the reference date are not known yet")
        .containsEntry("MON_VALUE", "150.00");

    RunDocument byDate = home.with("refunds", "by-refund-date").run("2024-05-01", file);
    assertThat(home.contract(byDate).get("C1"))
        .containsEntry("FREQ_VALUE", "2")
        .containsEntry("MON_VALUE", "65.00")
        .containsEntry("LST90DAYS_REVENUE", "-35.00");
  }

  @Test
  void run_rowsThatAreNoPurchases_areCountedByReason() throws IOException {
    Path file =
        home.write(
            "mixed.csv",
            "order_id,customer_id,date,amount,status",
            "A1,C1,2024-01-05,10.00,paid",
            "A2,C1,2024-01-06,10.00,cancelled",
            "A3,,2024-01-07,10.00,paid",
            "A4,C2,2024-01-08,0.00,paid",
            "A5,C1,2024-03-01,10.00,paid");

    RunDocument run = home.run("2024-02-28", file);

    assertThat(run.rows().rows()).isEqualTo(5);
    assertThat(run.rows().tickets()).isEqualTo(1);
    assertThat(run.rows().notCountable()).isEqualTo(1);
    assertThat(run.rows().anonymous()).isEqualTo(1);
    assertThat(run.rows().zeroTickets()).isEqualTo(1);
    assertThat(run.rows().later()).isEqualTo(1);
    assertThat(home.contract(run).get("C2"))
        .as("seen, but never bought")
        .containsEntry("ID_CLV_SEGMENT", "11");
  }

  @Test
  void run_wordsThatMeanNothingFarBehindTheSample_areNoCustomersAndNoAmounts() throws IOException {
    List<String> ids = new ArrayList<>(List.of("customer_id,time,amount"));
    for (int i = 0; i < 30_000; i++) {
      ids.add("c%d,2024-%02d-05 10:00:00,5".formatted(i % 500, 1 + i % 12));
    }
    for (String word : List.of("NULL", "nan", "", "\"\"", "N/A")) {
      ids.add(word + ",2024-03-05 10:00:00,7");
    }
    List<String> amounts = new ArrayList<>(ids);
    for (String word : List.of("NULL", "", "\"\"", "N/A")) {
      amounts.add("c1,2024-03-05 10:00:00," + word);
    }
    List<String> channels = amounts.stream().map(line -> line + ",NULL").toList();
    List<String> named = new ArrayList<>(channels);
    named.set(0, "customer_id,time,amount,channel");

    RunDocument withoutIds =
        home.run("2024-12-31", home.write("ids.csv", ids.toArray(String[]::new)));
    RunDocument withoutAmounts =
        home.run("2024-12-31", home.write("amounts.csv", amounts.toArray(String[]::new)));
    RunDocument withText =
        home.run("2024-12-31", home.write("text.csv", named.toArray(String[]::new)));

    assertThat(withoutIds.rows().customers()).isEqualTo(500);
    assertThat(withoutIds.rows().anonymous()).isEqualTo(5);
    assertThat(withoutIds.rows().unreadable()).isZero();
    assertThat(withoutAmounts.rows().customers()).isEqualTo(500);
    assertThat(withoutAmounts.rows().anonymous()).isEqualTo(5);
    assertThat(withoutAmounts.rows().unreadable()).isEqualTo(4);
    assertThat(withText.rows()).isEqualTo(withoutAmounts.rows());
  }

  @Test
  void run_whoBuysMoreOftenSpendsOtherwise_isWarnedOf() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    List<String> rising = new ArrayList<>(List.of("customer_id,date,amount"));
    List<String> level = new ArrayList<>(rising);
    for (int customer = 0; customer < 800; customer++) {
      int purchases = 1 + customer % 8;
      double own = 20 * Math.exp(0.4 * random.nextGaussian());
      for (int i = 0; i < purchases; i++) {
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(customer % 90 + 30L * i);
        double value = own * Math.exp(0.5 * random.nextGaussian());
        rising.add("C%d,%s,%.2f".formatted(customer, day, value * Math.sqrt(purchases)));
        level.add("C%d,%s,%.2f".formatted(customer, day, value));
      }
    }

    RunDocument warned =
        home.run("2024-12-31", home.write("rising.csv", rising.toArray(String[]::new)));
    RunDocument calm =
        home.run("2024-12-31", home.write("level.csv", level.toArray(String[]::new)));

    assertThat(warned.warnings())
        .anySatisfy(
            w -> {
              assertThat(w.en()).startsWith("Customers who buy more often spend more at a time");
              assertThat(w.en()).contains("rank correlation 0.");
              assertThat(w.es()).startsWith("Quienes compran más a menudo gastan más cada vez");
              assertThat(w.es()).contains("correlación de rangos 0,", "por tramos de frecuencia");
            });
    assertThat(calm.warnings()).noneSatisfy(w -> assertThat(w.en()).contains("correlation"));
  }

  /** Its rank correlation is 0.07: see the same of a fit. */
  @Test
  void run_cdnow_isNotWarnedOfItsSpend() {
    Path file = Path.of(System.getProperty("perenne.shared", "../../shared"), CDNOW);
    assumeTrue(Files.isReadable(file), () -> "not here: " + file.toAbsolutePath());

    RunDocument run = home.run("1998-06-30", file);

    assertThat(Objects.requireNonNull(run.model().spend()).model()).isEqualTo("gamma-gamma");
    assertThat(run.warnings()).noneSatisfy(w -> assertThat(w.en()).contains("correlation"));
  }

  @Test
  void run_fewUnreadableRows_publishesAndKeepsThemAside() throws IOException {
    List<String> rows = new ArrayList<>(Files.readAllLines(regulars()));
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
  void run_headerOnly_isRefused() throws IOException {
    Path file = home.write("empty.csv", "customer_id,date,amount");

    assertThatThrownBy(() -> home.run("2024-02-01", file)).hasMessageContaining("not a single row");
  }

  @Test
  void run_oneOrder_isEnough() throws IOException {
    Path file = home.write("one.csv", "customer_id,date,amount", "C1,2024-01-20,12.34");

    RunDocument run = home.run("2024-02-01", file);

    assertThat(run.model().valuation()).isEqualTo("historic-only");
    assertThat(home.contract(run).get("C1"))
        .containsEntry("LTV_VALUE", "12.34")
        .containsEntry("ID_CLV_SEGMENT", "08");
  }

  @Test
  void run_everybodyAlike_hasCutsWithoutNoise() throws IOException {
    // between 87 and 87 the engine interpolates 87.00000000000001
    Path file =
        home.write(
            "alike.csv", "customer_id,date,amount", "C1,2024-01-05,87.00", "C2,2024-01-05,87.00");
    home.with("datamodel.extended-columns", "on").with("model", "none");

    assertThat(home.contract(home.run("2024-04-01", file)).values())
        .hasSize(2)
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("REC_VALUE", "87.00")
                    .containsEntry("RFM_CODE", "111"));
  }

  @Test
  void run_hugeAndNegativeMoney_staysExact() throws IOException {
    Path file =
        home.write(
            "huge.csv",
            "customer_id,date,amount",
            "BIG,2024-01-20,1000000000000.01",
            "BIG,2024-01-21,1000000000000.01",
            "OWED,2024-01-20,10.00",
            "OWED,2024-01-22,-35.55");

    RunDocument run = home.with("model", "none").run("2024-02-01", file);

    assertThat(home.contract(run).get("BIG")).containsEntry("MON_VALUE", "2000000000000.02");
    assertThat(home.contract(run).get("OWED"))
        .containsEntry("MON_VALUE", "-25.55")
        .containsEntry("LTV_VALUE", "0.00");
  }

  @Test
  void run_idsThatDifferByCaseOrZeros_areDifferentCustomers() throws IOException {
    Path file =
        home.write(
            "ids.csv",
            "customer_id,date,amount",
            "007,2024-01-20,1.00",
            "7,2024-01-20,2.00",
            "ana,2024-01-20,3.00",
            "ANA,2024-01-20,4.00",
            " ana ,2024-01-20,5.00");

    RunDocument run = home.run("2024-02-01", file);
    Map<String, Map<String, String>> contract = home.contract(run);

    assertThat(run.warnings()).anySatisfy(w -> assertThat(w.en()).endsWith("ANA, ana"));
    assertThat(contract).containsOnlyKeys("007", "7", "ANA", "ana");
    assertThat(contract.get("ana")).containsEntry("MON_VALUE", "8.00");
  }

  @Test
  void run_twoAtOnceInOneHome_takeTurns() throws IOException {
    Path rows = regulars();
    CompletableFuture<RunDocument> other =
        CompletableFuture.supplyAsync(() -> home.run("2024-12-31", rows));
    RunDocument mine = home.run("2024-11-30", rows);
    RunDocument theirs = other.join();

    assertThat(home.store().ids()).containsExactlyInAnyOrder(mine.runId(), theirs.runId());
  }

  @Test
  void run_futureReferenceDate_isRefused() throws IOException {
    Path rows = regulars();

    assertThatThrownBy(() -> home.run("2026-02-01", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("in the future")
        .hasMessageContaining("2026-02-01");
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
                + ",3,consent_date,someday,not a date as this file writes them; until it is read the"
                + " consent counts as withdrawn",
            crm + ",5,consent,nope,neither a yes nor a no; until it is read it counts as withdrawn",
            crm
                + ",8,consent,nope,neither a yes nor a no; until it is read it counts as withdrawn");
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
  void run_tooManyUnreadableRowsOfTheCrm_isRefusedAndPublishesNothing() throws IOException {
    Path rows = regulars();
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
        .isEqualTo(new io.perenne.analytics.pipeline.CustomerCounts(5, 1, 1, 2, 1));
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
    return io.perenne.analytics.duckdb.CustomerLookup.find(home.file(run, "customers"), customer)
        .orElseThrow();
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

  @Test
  void run_rowsWithoutMarginAmongRowsWithOne_haveTheConfiguredRate() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount,margin",
            "C1,2024-01-05,10.00,6.00",
            "C1,2024-01-06,20.00,",
            "C2,2024-01-06,30.00,");
    home.with("ltv-basis", "margin").with("margin-rate", "0.5").with("model", "none");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(run.rows().tickets()).isEqualTo(3);
    assertThat(home.contract(run).get("C1"))
        .containsEntry("FREQ_VALUE", "2")
        .containsEntry("LTV_VALUE", "16.00");
    assertThat(home.contract(run).get("C2")).containsEntry("LTV_VALUE", "15.00");
  }

  @Test
  void run_knownMargins_areInMarginClvUnderEitherBasis() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount,margin",
            "C1,2024-01-05,100.00,10.00",
            "C1,2024-01-06,100.00,10.00",
            "C2,2024-01-05,100.00,10.00",
            "C2,2024-01-06,50.00,", // 50 x 0.4
            "C3,2024-01-06,50.00,-5.00");
    home.with("model", "none").with("datamodel.extended-columns", "on");

    RunDocument revenue = home.run("2024-02-01", rows);
    RunDocument margin = home.with("ltv-basis", "margin").run("2024-02-01", rows);

    Map<String, Map<String, String>> contract = home.contract(revenue);
    assertThat(contract.get("C1"))
        .containsEntry("LTV_VALUE", "200.00")
        .containsEntry("MARGIN_CLV", "20.00");
    assertThat(contract.get("C2")).containsEntry("MARGIN_CLV", "30.00");
    assertThat(contract.get("C3")).containsEntry("MARGIN_CLV", "0.00");
    home.contract(margin)
        .forEach(
            (customer, row) ->
                assertThat(row)
                    .as(customer)
                    .containsEntry(
                        "MARGIN_CLV",
                        Objects.requireNonNull(contract.get(customer)).get("MARGIN_CLV"))
                    .containsEntry("LTV_VALUE", row.get("MARGIN_CLV")));
    // 45 of 400: 10 + 10 + 10 + 20 - 5
    assertThat(revenue.margin()).isEqualTo(new RunDocument.Margin(true, 45.0 / 400));
  }

  @Test
  void run_knownMargins_giveTheMarginOfWhatIsToCome() throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount,margin"));
    Files.readAllLines(regulars()).stream()
        .skip(1)
        .map(row -> row + "," + 0.25 * Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
        .forEach(rows::add);
    Path file = home.write("margins.csv", rows.toArray(String[]::new));
    home.with("datamodel.extended-columns", "on").with("model", "mbg-nbd");

    Map<String, Map<String, String>> contract = home.contract(home.run("2024-12-31", file));

    assertThat(contract.get("R00")).doesNotContainEntry("RESID_VALUE", "0.00");
    contract.forEach(
        (customer, row) ->
            assertThat(Double.parseDouble(row.get("MARGIN_CLV")))
                .as(customer)
                // margins are read to 1/10,000, and two of the three amounts are rounded to the
                // cent
                .isCloseTo(
                    0.25 * Double.parseDouble(row.get("LTV_VALUE")),
                    org.assertj.core.data.Offset.offset(0.01)));
  }

  @Test
  void run_withoutMargins_appliesTheConfiguredRate() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2024-01-05,200.00");
    home.with("model", "none").with("datamodel.extended-columns", "on");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(home.contract(run).get("C1")).containsEntry("MARGIN_CLV", "80.00");
    assertThat(run.margin()).isEqualTo(new RunDocument.Margin(false, 0.4));
  }

  @Test
  void run_firstPurchaseLeftOutOfSpend_expectsWhatRepeatPurchasesCost() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int customer = 0; customer < 200; customer++) {
      for (int month = 1; month <= 1 + customer % 6; month++) {
        // the first purchase is ten times as dear as the others
        double amount = (month == 1 ? 10 : 1) * (8 + 4 * random.nextDouble());
        rows.add(
            String.format(
                java.util.Locale.ROOT, "C%03d,2024-%02d-10,%.2f", customer, month, amount));
      }
    }
    Path file = home.write("dear.csv", rows.toArray(String[]::new));
    home.with("model", "mbg-nbd");

    RunDocument with = home.run("2024-12-31", file);
    RunDocument without = home.with("model.first-purchase-spend", "off").run("2024-12-31", file);

    assertThat(meanSpend(with)).isGreaterThan(20);
    // repeat purchases cost 10 on average
    assertThat(meanSpend(without)).isBetween(9.5, 10.5);
    assertThat(without.totals().lifetimeValue()).isLessThan(with.totals().lifetimeValue());
    assertThat(without.totals().revenue()).isEqualTo(with.totals().revenue());
  }

  private static double meanSpend(RunDocument run) {
    RunDocument.Fit spend = Objects.requireNonNull(run.model().spend());
    return io.perenne.clv.spend.GammaGamma.of(spend.parameters()).expectedTransactionValue(0, 0);
  }

  @Test
  void run_today_isMarkedAsADayThatIsNotOver() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2025-12-31,10.00");

    RunDocument yesterday = home.run("2025-12-31", rows);
    RunDocument today = home.run("2026-01-01", rows);

    assertThat(yesterday.partialDay()).isFalse();
    assertThat(yesterday.warnings()).noneMatch(warning -> warning.en().contains("is today"));
    assertThat(today.partialDay()).isTrue();
    assertThat(today.warnings())
        .anySatisfy(
            warning -> {
              assertThat(warning.en()).contains("2026-01-01, is today");
              assertThat(warning.es()).contains("2026-01-01, es hoy");
            });
  }

  @Test
  void run_afterAnother_tellsWhoMovedWhereAndWhy() throws IOException {
    Path rows = regulars();
    home.with("model", "none");
    RunDocument first = home.run("2024-06-30", rows);
    RunDocument second = home.run("2024-12-31", rows);

    assertThat(first.migration()).isNull();
    RunDocument.Migration migration = Objects.requireNonNull(second.migration());
    assertThat(migration.customers()).isEqualTo(first.totals().customers());
    assertThat(migration.moves().stream().mapToLong(RunDocument.Move::customers).sum())
        .isEqualTo(migration.customers());
    assertThat(migration.moves())
        .allSatisfy(
            move -> {
              long row =
                  migration.moves().stream()
                      .filter(other -> other.before().equals(move.before()))
                      .mapToLong(RunDocument.Move::customers)
                      .sum();
              assertThat(move.rowShare()).isEqualTo((double) move.customers() / row);
              assertThat(move.causes().stream().mapToLong(RunDocument.Cause::customers).sum())
                  .isEqualTo(move.before().equals(move.now()) ? 0 : move.customers());
            });
    long stayed =
        migration.moves().stream()
            .filter(move -> move.before().equals(move.now()))
            .mapToLong(RunDocument.Move::customers)
            .sum();
    assertThat(migration.stayShare()).isEqualTo((double) stayed / migration.customers());
  }

  @Test
  void run_regularBuyers_areGivenARegularModelByBacktest_andKeepIt() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    LocalDate first = LocalDate.of(2023, 1, 1);
    for (int c = 0; c < 2_500; c++) {
      double stage = -Math.log(random.nextDouble()) * 6 + 3;
      double day = random.nextInt(365);
      boolean stays = true;
      while (day < 730 && stays) {
        rows.add("R" + c + "," + first.plusDays((long) day) + ",10.00");
        stays = random.nextDouble() > 0.08;
        // three stages a gap: such customers neither come twice in a row nor stay away for long
        for (int i = 0; i < 3; i++) {
          day -= Math.log(random.nextDouble()) * stage;
        }
        day += 1;
      }
    }
    Path file = home.write("regular.csv", rows.toArray(String[]::new));

    RunDocument run = home.run("2024-12-01", file);
    RunDocument next = home.run("2024-12-15", file);

    String model = run.modelOfPurchases().orElseThrow();
    assertThat(model).matches("mbg-cnbd-[2-9]");
    assertThat(run.model().valuation()).isEqualTo(model);
    assertThat(reason(run)).startsWith("mbg-cnbd gave what happened");
    assertThat(next.modelOfPurchases()).contains(model);
    assertThat(reason(next)).startsWith("mbg-cnbd stays from the run before");
  }

  private static String reason(RunDocument run) {
    return Objects.requireNonNull(run.model().selection()).en();
  }

  @Test
  void run_otherCurrencies_areConvertedAtTheRateOfTheDay() throws IOException {
    String[] lines = {
      "customer_id,date,amount,currency",
      "C1,2024-01-05,10.00,EUR",
      "C1,2024-01-06,10.00,USD",
      "C1,2024-01-07,10.00,usd",
      "C1,2024-01-08,10.00,",
      "C1,2024-01-09,10.00,JPY"
    };
    Path rows = home.write("rows.csv", lines);
    Path rates =
        home.write("rates.csv", "date,currency,rate", "2024-01-05,USD,0.9", "2024-01-07,USD,0.8");
    home.with("exchange-rates", rates.toString()).with("max-reject-share", "0.5");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(run.rows().withoutRate()).isEqualTo(1);
    assertThat(run.rejected()).isEqualTo(1);
    assertThat(home.rejects(run))
        .containsExactly(
            rows + ",6,currency,JPY,there is no exchange rate for this currency and day");
    assertThat(home.contract(run).get("C1"))
        .as("the sixth has the rate of the fifth; no currency is the reporting currency")
        .containsEntry("MON_VALUE", "37.00")
        .containsEntry("FREQ_VALUE", "4");
  }

  /**
   * Orders in dollars, which are worth 0.90 euros in January, 0.80 in February and 0.95 in March.
   */
  private RunDocument inDollars(String asOf, String... rows) throws IOException {
    Path rates =
        home.write(
            "rates.csv",
            "date,currency,rate",
            "2024-01-01,USD,0.90",
            "2024-02-01,USD,0.80",
            "2024-03-01,USD,0.95");
    List<String> lines =
        new ArrayList<>(List.of("order_id,customer_id,date,amount,currency,refund_of"));
    lines.addAll(List.of(rows));
    home.with("exchange-rates", rates.toString());
    return home.run(asOf, home.write("dollars.csv", lines.toArray(String[]::new)));
  }

  @Test
  void run_fullRefundAfterTheRateMoved_leavesNothing() throws IOException {
    RunDocument run =
        inDollars(
            "2024-04-01",
            "A1,FELL,2024-01-05,100.00,USD,",
            "R1,FELL,2024-02-05,-100.00,USD,A1",
            "A2,ROSE,2024-02-05,100.00,USD,",
            "R2,ROSE,2024-03-05,-100.00,USD,A2",
            "A3,SAME-ID,2024-01-05,100.00,USD,",
            "A3,SAME-ID,2024-03-05,-100.00,USD,");

    assertThat(run.rows().zeroTickets()).isEqualTo(3);
    assertThat(run.rows().refunds()).isZero();
    assertThat(home.contract(run).values())
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("FREQ_VALUE", "0")
                    .containsEntry("MON_VALUE", "0.00")
                    .containsEntry("ID_CLV_SEGMENT", "11"));
  }

  @Test
  void run_partialRefundAfterTheRateMoved_hasTheRateOfItsOrder() throws IOException {
    RunDocument run =
        inDollars(
            "2024-04-01",
            "A1,C1,2024-01-05,100.00,USD,",
            "R1,C1,2024-02-05,-40.00,USD,A1",
            "A2,C2,2024-01-05,100.00,EUR,",
            "R2,C2,2024-02-05,-50.00,USD,A2");

    assertThat(home.contract(run).get("C1")).containsEntry("MON_VALUE", "54.00");
    assertThat(home.contract(run).get("C2")).containsEntry("MON_VALUE", "55.00");
  }

  @Test
  void run_refundOfAnOrderOutsideTheData_hasTheRateOfItsOwnDay() throws IOException {
    RunDocument run =
        inDollars(
            "2024-04-01",
            "A1,C1,2024-01-05,100.00,USD,",
            "R1,C1,2024-02-05,-10.00,USD,A0",
            "R2,C1,2024-03-05,-10.00,USD,OTHER",
            "OTHER,C2,2024-01-05,10.00,USD,");

    assertThat(home.contract(run).get("C1"))
        .as("90 less 8 and 9.50: the order of another customer is not theirs")
        .containsEntry("MON_VALUE", "72.50");
    assertThat(run.rows().refunds()).isEqualTo(2);
  }

  @Test
  void run_refundInALaterFileThanACorrectedOrder_hasTheRateOfTheCorrectedDay() throws IOException {
    Path rates =
        home.write("rates.csv", "date,currency,rate", "2024-01-01,USD,0.90", "2024-02-01,USD,0.80");
    String header = "order_id,customer_id,date,amount,currency,refund_of";
    Path first = home.write("1.csv", header, "A1,C1,2024-01-05,100.00,USD,");
    Path corrected = home.write("2.csv", header, "A1,C1,2024-02-05,100.00,USD,");
    Path refund = home.write("3.csv", header, "R1,C1,2024-02-20,-50.00,USD,A1");
    home.with("exchange-rates", rates.toString());

    assertThat(home.contract(home.run("2024-04-01", first, corrected, refund)).get("C1"))
        .containsEntry("MON_VALUE", "40.00");
  }

  @Test
  void run_refundsByTheirDate_haveTheRateOfTheirDate() throws IOException {
    home.with("refunds", "by-refund-date");
    RunDocument run =
        inDollars("2024-04-01", "A1,C1,2024-01-05,100.00,USD,", "R1,C1,2024-02-05,-100.00,USD,A1");

    assertThat(home.contract(run).get("C1")).containsEntry("MON_VALUE", "10.00");
  }

  @Test
  void run_otherCurrenciesAfterTheReferenceDate_areLaterAndNotRejected() throws IOException {
    RunDocument run =
        inDollars("2024-01-31", "A1,C1,2024-01-05,100.00,USD,", "R1,C1,2024-02-05,-100.00,USD,A1");

    assertThat(run.rejected()).isZero();
    assertThat(run.rows().later()).isEqualTo(1);
    assertThat(home.contract(run).get("C1")).containsEntry("MON_VALUE", "90.00");
  }

  @Test
  void run_everythingInACurrencyWithoutRates_saysWhatToSet() throws IOException {
    Path rows =
        home.write("rows.csv", "customer_id,date,amount,currency", "C1,2024-01-05,10.00,USD");

    assertThatThrownBy(() -> home.run("2024-02-01", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("without an exchange rate to EUR: set currency");
  }

  @Test
  void run_exchangeRates_areInTheProvenance() throws IOException {
    Path rows =
        home.write("rows.csv", "customer_id,date,amount,currency", "C1,2024-01-05,10.00,USD");
    Path rates = home.write("rates.csv", "date,currency,rate", "2024-01-05,USD,0.9");
    home.with("exchange-rates", rates.toString());

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(run.inputs())
        .extracting(RunDocument.Input::kind)
        .containsExactly("transactions", "rates");
    RunDocument.Input input = run.inputs().get(1);
    assertThat(input.path()).isEqualTo(rates.toString());
    assertThat(input.sha256()).isEqualTo(io.perenne.analytics.home.InputHash.sha256(rates));
    assertThat(input.mapping().stream().map(field -> field.replaceFirst(" \\(.*", "")))
        .containsExactly("date = date", "currency = currency", "rate = rate");
  }

  @Test
  void run_intervalThatStartsAfterTheReferenceDate_isRefused() throws IOException {
    Path rows = regulars();
    home.with("interval", "2025-01-01");

    assertThatThrownBy(() -> home.run("2024-03-31", rows))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "interval: the interval starts after the reference date, 2024-03-31: 2025-01-01 (")
        .hasMessageContaining("give a later --as-of");
  }

  @Test
  void run_intervalThatStartsAfterTheRunBefore_isComparedWithThatRunAsItWas() throws IOException {
    Path rows = regulars();
    home.run("2024-06-30", rows);

    RunDocument run = home.with("interval", "2024-07-01").run("2024-12-31", rows);

    assertThat(run.rebased()).isFalse();
    assertThat(run.previousRun()).isNotNull();
    assertThat(run.totals().evolutions()).containsKey("new").hasSizeGreaterThan(1);
  }
}
