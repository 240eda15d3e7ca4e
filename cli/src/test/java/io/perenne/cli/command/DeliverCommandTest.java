// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunStore;
import io.perenne.cli.Terminal;
import io.perenne.cli.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliverCommandTest {
  @TempDir Path folder;
  private Path orders;

  @BeforeEach
  void writeOrders() throws Exception {
    orders =
        Files.writeString(
            folder.resolve("orders.csv"),
            """
            order_id,customer_id,order_time,amount
            1001,007,2025-01-14 10:12,35.90
            1002,ana,2025-01-20 18:40,80.00
            1003,007,2025-02-11 09:05,42.50
            1004,ben,2025-03-02 12:30,19.95
            """);
  }

  private Terminal perenne(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", folder.resolve("home").toString()));
    return Terminal.run(all.toArray(String[]::new));
  }

  private Terminal run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run", "--transactions", orders.toString(), "--as-of", "2025-06-30", "--quiet"));
    arguments.addAll(List.of(more));
    return perenne(arguments.toArray(String[]::new));
  }

  private Terminal addArchive(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "destinations",
                "add",
                "archive",
                "--kind",
                "folder",
                "--set",
                "folder=" + folder.resolve("archive"),
                "--set",
                "file-name=clv.csv"));
    arguments.addAll(List.of(more));
    return perenne(arguments.toArray(String[]::new));
  }

  @Test
  void deliver_latestRun_arrivesOnceWithReceipt() throws Exception {
    assertThat(addArchive().exitCode()).isZero();
    assertThat(run().exitCode()).isZero();
    Terminal first = perenne("deliver", "--to", "archive");
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).contains(" delivered to archive\n", "  rows: 3\n", "  sha256: ");
    assertThat(folder.resolve("archive/clv.csv")).content().startsWith("CustomerId,");
    Files.delete(folder.resolve("archive/clv.csv"));
    Terminal second = perenne("deliver", "--to", "archive");
    assertThat(second.out()).contains(" was already delivered to archive");
    assertThat(folder.resolve("archive/clv.csv")).doesNotExist();
    Terminal third = perenne("deliver", "--to", "archive", "--again");
    assertThat(third.out()).contains(" delivered to archive\n");
    assertThat(folder.resolve("archive/clv.csv")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "home",
        "home/runs",
        "home/control-group/x",
        "home/deliveries",
        "home/../home/runs/x"
      })
  void folderAmongTheFilesOfAHome_isRefused(String place) {
    Terminal added =
        perenne(
            "destinations", "add", "bad", "--kind=folder", "--set=folder=" + folder + "/" + place);

    assertThat(added.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(added.err())
        .contains("the output is one of the files of a home", "give a folder of");
  }

  @Test
  void folderWithinARun_isRefusedAndOneBesideTheRunsIsNot() {
    run();
    String runId = RunStore.of(folder.resolve("home")).ids().get(0);
    Terminal within =
        perenne(
            "destinations",
            "add",
            "bad",
            "--kind=folder",
            "--set=folder=" + folder.resolve("home/runs/" + runId + "/out"));
    assertThat(within.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(within.err()).contains("the output lies in the folder of a run");

    Path outbox = folder.resolve("home/outbox");
    assertThat(
            perenne("destinations", "add", "good", "--kind=folder", "--set=folder=" + outbox)
                .exitCode())
        .isZero();
    assertThat(perenne("deliver", "--to", "good").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "format=parquet, encoding=UTF-16LE, encoding means nothing beside format",
    "format=parquet, delimiter=;, delimiter means nothing beside format",
    "format=json-lines, null-text=-, null-text means nothing beside format",
    "columns=CustomerId, extended=true, extended means nothing beside columns"
  })
  void settingsThatContradictEachOther_areRefused(String one, String other, String words) {
    Terminal added = addArchive("--set", one, "--set", other);

    assertThat(added.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(added.err()).contains(words);
    assertThat(folder.resolve("home/destinations/archive.yaml")).doesNotExist();
  }

  @Test
  void run_deliver_deliversAndListsIt() {
    addArchive();
    Terminal run = run("--deliver", "archive");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(folder.resolve("archive/clv.csv")).exists();
    assertThat(perenne("deliveries").out()).contains("archive", "delivered", "clv.csv");
    assertThat(perenne("destinations", "list").out()).contains("archive", "folder", "delivered");
    Terminal today = perenne("deliveries", "--expect-today", "archive", "--look");
    assertThat(today.exitCode()).isZero();
    assertThat(today.out()).startsWith("clv.csv was delivered to archive today");
  }

  @Test
  void run_deliverToNobody_isRefusedBeforeTheRun() {
    Terminal run = run("--deliver", "nobody");
    assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("there is no such destination", "nobody");
    assertThat(folder.resolve("home/runs")).doesNotExist();
  }

  @Test
  void deliveries_expectTodayOfNothing_alerts() {
    addArchive();
    run();
    Terminal today = perenne("deliveries", "--expect-today", "archive");
    assertThat(today.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
    assertThat(today.err()).contains("nothing has been delivered to archive today");
  }

  @Test
  void deliveries_fileGoneSince_alertsIfItLooks() throws Exception {
    addArchive();
    run("--deliver", "archive");
    Files.delete(folder.resolve("archive/clv.csv"));
    assertThat(perenne("deliveries", "--expect-today", "archive").exitCode()).isZero();
    Terminal look = perenne("deliveries", "--expect-today", "archive", "--look");
    assertThat(look.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
    assertThat(look.err()).contains("clv.csv is no longer at archive");
  }

  @Test
  void deliver_folderInTheWay_isADeadLetter() throws Exception {
    Files.writeString(folder.resolve("archive"), "a file");
    addArchive("--set", "attempts=1");
    run();
    Terminal deliver = perenne("deliver", "--to", "archive");
    assertThat(deliver.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
    assertThat(deliver.err()).contains("was not delivered to archive", "reason: ", "remedy: ");
    assertThat(perenne("deliveries").out()).contains("dead-letter");
  }

  @Test
  void test_destination_previewsTheName() {
    addArchive("--set", "file-name=clv_{referenceDate:yyyyMMdd}.csv", "--set", "compression=gzip");
    run();
    Terminal test = perenne("destinations", "test", "archive");
    assertThat(test.exitCode()).isZero();
    assertThat(test.out())
        .contains("connected", "The latest run would arrive as clv_20250630.csv.gz");
  }

  @Test
  void add_passwordItself_isRefusedAndKeptNowhere() throws Exception {
    Terminal add =
        perenne(
            "destinations",
            "add",
            "crm",
            "--kind",
            "sftp",
            "--set",
            "host=h",
            "--set",
            "user=u",
            "--set",
            "folder=/Import",
            "--set",
            "password=hunter2");
    assertThat(add.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(add.err()).contains("not a reference to a secret").doesNotContain("hunter2");
    assertThat(add.out()).doesNotContain("hunter2");
    assertThat(folder.resolve("home/destinations")).doesNotExist();
  }

  @Test
  void add_sftpWithoutAFolder_takesTheOneOfTheConfiguration() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(home.resolve("perenne.yaml"), "datamodel:\n  path: /Import/valor\n");

    Terminal add =
        perenne(
            "destinations",
            "add",
            "crm",
            "--kind",
            "sftp",
            "--set",
            "host=h",
            "--set",
            "user=u",
            "--set",
            "password=env:PW");

    assertThat(add.exitCode()).as(add.err()).isZero();
    assertThat(perenne("destinations", "list").out()).contains("/Import/valor");
  }

  @Test
  void add_keys_listsWhatCanBeSet() throws Exception {
    Terminal keys = perenne("destinations", "add", "crm", "--kind", "sftp", "--keys");
    assertThat(keys.out())
        .contains("host", "(required)", "temp-rename")
        .doesNotContain("subdomain");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(orders);
    }
  }

  @Test
  void deliver_oneDestinationRefuses_theOthersAreServed() throws Exception {
    addArchive();
    perenne(
        "destinations",
        "add",
        "other",
        "--kind",
        "folder",
        "--set",
        "folder=" + folder.resolve("other"),
        "--set",
        "file-name=clv.csv");
    run();
    perenne("deliver", "--to", "archive");
    Terminal earlier =
        perenne(
            "run",
            "--transactions",
            orders.toString(),
            "--as-of",
            "2025-05-31",
            "--quiet",
            "--deliver",
            "archive",
            "other");
    assertThat(earlier.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(earlier.err()).contains("a later run has been delivered to archive");
    assertThat(folder.resolve("other/clv.csv")).exists();
  }

  @Test
  void deliveries_fileOfToday_hasTodaysName() {
    addArchive("--set", "file-name=clv_%%Year%%%%Month%%%%Day%%.csv");
    run("--deliver", "archive");
    assertThat(perenne("deliveries", "--expect-today", "archive").exitCode()).isZero();
    // as if the delivery had been cut short on another day and was found today
    addArchive("--set", "file-name=clv_of_{yyyyMMdd}.csv");
    Terminal today = perenne("deliveries", "--expect-today", "archive");
    assertThat(today.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
    assertThat(today.err())
        .contains("what was delivered to archive today has the name of another day: clv_");
  }

  @Test
  void add_fileName_isPreviewedAtOnce() {
    Terminal add = addArchive("--set", "file-name=clv_{runId}_{referenceDate:yyyy}.csv.gz");
    assertThat(add.out()).containsPattern("A run of today would arrive as clv_RUN_20\\d\\d.csv\n");
    Terminal table =
        perenne(
            "destinations",
            "add",
            "table",
            "--kind",
            "postgresql",
            "--set",
            "url=jdbc:postgresql://h/d",
            "--set",
            "user=u");
    assertThat(table.out()).doesNotContain("would arrive");
  }

  @Test
  void deliveries_failedAfterAnEarlierDelivery_alerts() throws Exception {
    addArchive("--set", "attempts=1");
    run("--deliver", "archive");
    addArchive("--set", "folder=" + Files.writeString(folder.resolve("inTheWay"), "a file"));
    assertThat(perenne("deliver", "--to", "archive", "--again").exitCode())
        .isEqualTo(ExitCode.NOT_DELIVERED);
    Terminal today = perenne("deliveries", "--expect-today", "archive");
    assertThat(today.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
    assertThat(today.err()).contains("nothing has been delivered to archive today");
  }

  @Test
  void deliveries_lookAtADestinationThatCannotTell_isRefused() {
    perenne(
        "destinations",
        "add",
        "crm",
        "--kind",
        "marketing-cloud",
        "--set",
        "subdomain=mc",
        "--set",
        "data-extension=CLV",
        "--set",
        "client-id=env:A",
        "--set",
        "client-secret=env:B");
    Terminal today = perenne("deliveries", "--expect-today", "crm", "--look");
    assertThat(today.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(today.err()).contains("cannot tell what it holds");
  }

  @Test
  void add_pathsOfThisMachine_areKeptWhole() throws Exception {
    addArchive("--set", "folder=archive");
    assertThat(folder.resolve("home/destinations/archive.yaml"))
        .content()
        .contains(Path.of("archive").toAbsolutePath().toString());
    perenne(
        "destinations",
        "add",
        "sftp",
        "--kind",
        "sftp",
        "--set",
        "host=h",
        "--set",
        "user=u",
        "--set",
        "folder=Import",
        "--set",
        "private-key=~/.ssh/key",
        "--set",
        "passphrase=file:phrase");
    assertThat(folder.resolve("home/destinations/sftp.yaml"))
        .content()
        .contains("folder: \"Import\"")
        .contains(Path.of(System.getProperty("user.home"), ".ssh/key").toString())
        .contains("file:" + Path.of("phrase").toAbsolutePath());
  }

  @Test
  void add_pgpKeyThatIsMissing_isRefused() {
    Terminal add = addArchive("--set", "pgp-key=" + folder.resolve("none.asc"));
    assertThat(add.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(add.err()).contains("the PGP key cannot be read", "pgp-key");
    assertThat(folder.resolve("home/destinations")).doesNotExist();
  }

  @Test
  void test_hostKeyOfAFolder_isRefused() {
    addArchive();
    Terminal test = perenne("destinations", "test", "archive", "--approve", "SHA256:x");
    assertThat(test.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(test.err()).contains("only an SFTP server has a host key");
  }

  @Test
  void deliveries_besideKeptTokens_areListed() throws Exception {
    addArchive();
    run("--deliver", "archive");
    Path tokens = Files.createDirectories(folder.resolve("home/deliveries/.tokens"));
    Files.writeString(tokens.resolve("0123456789abcdef.json"), "{}");
    Terminal deliveries = perenne("deliveries");
    assertThat(deliveries.exitCode()).isZero();
    assertThat(deliveries.out()).contains("archive");
  }

  @Test
  void add_fileOfAChoiceOfCustomers_warnsOfThoseWhoLeaveIt() {
    assertThat(addArchive().out()).doesNotContain("overwriting");
    assertThat(addArchive("--set", "contactable-only=true").out())
        .contains("Import it by overwriting");
    assertThat(addArchive("--set", "contactable-only=false", "--set", "segments=01").out())
        .contains("Import it by overwriting");
  }
}
