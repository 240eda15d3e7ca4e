// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.job.Run;
import io.perenne.analytics.run.RunRequest;
import io.perenne.clv.words.Language;
import io.perenne.engage.identity.Identifier;
import io.perenne.server.privacy.Privacy;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom somebody has erased, the next run leaves out, though the files still have the person. */
class ErasedInRunsTest {
  private static final Instant ERASED = Instant.parse("2024-05-31T23:30:00Z"); // June in Madrid

  private @TempDir Path home;

  @Test
  void run_ofFilesThatStillHaveThem_leavesThemOutUntilTheyBuyAgain() throws Exception {
    Path orders =
        Files.writeString(
            home.resolve("orders.csv"),
            """
            order,customer,time,amount
            1,leaver,2024-03-01 10:00,40.00
            2,leaver,2024-06-01 23:59,40.00
            3,leaver,2024-06-02 00:00,7.00
            4,stayer,2024-03-01 10:00,20.00
            5,017,2024-03-01 10:00,30.00
            6,ana@shop.example,2024-04-01 10:00,5.00
            """);
    Path crm =
        Files.writeString(
            home.resolve("crm.csv"),
            """
            customer_id,email,consent
            leaver,leaver@shop.example,yes
            stayer,stayer@shop.example,yes
            017,Gone@Shop.example,yes
            silent,silent@shop.example,yes
            """);
    Files.writeString(home.resolve("perenne.yaml"), "model: none\n");
    Jobs.of(ServedHome.context(home))
        .call(
            new Run(
                new RunRequest(
                    new TransactionInput(
                        List.of(orders.toString()),
                        ColumnMapping.none(),
                        RunConfiguration.defaults().with("model", "none")),
                    List.of(crm.toString()),
                    Optional.of(LocalDate.parse("2024-06-30")),
                    home,
                    Optional.empty())));
    try (PublishedRuns served = PublishedRuns.of(home, ServedHome.context(home).resources())) {
      assertThat(isThere(served, "leaver")).isTrue();
      erase("user_id", "leaver");
      served.prepareNewest(List.of());
      assertThat(isThere(served, "leaver")).as("another program has erased").isFalse();
      assertThat(isThere(served, "stayer")).isTrue();
    }
    erase("email", "gone@shop.example"); // whose number no profile knows
    erase("user_id", "silent");
    erase("email", "ANA@shop.example");

    RunDocument run = Published.runOfServer(home, "2024-06-30");

    assertThat(run.totals().revenue()).isEqualTo(27);
    assertThat(Objects.requireNonNull(run.erased()).customers()).isEqualTo(4);
    assertThat(run.erased().summary().en()).contains("still have: 4");
    List<Map<String, String>> rows = Published.rows(RunStore.of(home).folder(run));
    assertThat(rows)
        .extracting(row -> row.get("CustomerId") + " " + row.get("Email"))
        .containsExactlyInAnyOrder("leaver ", "stayer stayer@shop.example");
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      Path copy = home.resolve("copy");
      store.copyTo(copy);
      assertThat(new String(Files.readAllBytes(copy), StandardCharsets.ISO_8859_1))
          .as("who was erased is known by fingerprints alone")
          .doesNotContainIgnoringCase("leaver")
          .doesNotContainIgnoringCase("gone@");
    }
    assertThat(home.resolve("people")).doesNotExist();
  }

  private static boolean isThere(PublishedRuns runs, String customer) {
    return runs.read(
        runs.latest().orElseThrow(), reader -> reader.find(customer, Language.EN).isPresent());
  }

  private void erase(String type, String value) {
    JobContext usual = ServedHome.context(home);
    JobContext then =
        new JobContext(
            home,
            usual.secrets(),
            InstantSource.fixed(ERASED),
            usual.random(),
            usual.resources(),
            usual.listener());
    try (Store store = Store.open(DatabaseAddress.inHome(home), then.clock())) {
      new Privacy(store, PublishedRuns.of(home, usual.resources()), then)
          .erase(LiveServer.ANA, new Identifier(type, value));
    }
  }
}
