// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.OutOfResourcesException;
import io.perenne.analytics.config.Newline;
import io.perenne.analytics.delivery.Courier;
import io.perenne.analytics.delivery.Customers;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryListener;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.DeliveryState;
import io.perenne.analytics.delivery.Programs;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.Routes;
import io.perenne.analytics.delivery.SmallDisk;
import io.perenne.analytics.delivery.TestRoutes;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.destination.ContractForm;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Shipment;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablePackerTest {
  private static final String FOUR =
      "columns=CustomerId, LTV_VALUE=Value, LAST_TICKET_DATE, EMAIL_COMMUNICATIONS";

  @TempDir Path folder;

  private Route route(String... more) {
    List<String> settings = new ArrayList<>(List.of("kind=folder", "folder=/tmp/none"));
    settings.addAll(List.of(more));
    return TestRoutes.of(folder, Map.of(), settings.toArray(String[]::new));
  }

  private Shipment pack(String... more) throws Exception {
    Route route = route(more);
    DeliverableRun run = Customers.run(folder, "run-a");
    String name = route.preview(run, TestRoutes.NOW);
    return route.packer().pack(run, EarlierRuns.none(), name, folder);
  }

  private String text(String... more) throws Exception {
    return Files.readString(pack(more).file());
  }

  @Test
  void pack_chosenColumns_areRenamedAndQuotedWhereNeeded() throws Exception {
    assertThat(text(FOUR))
        .isEqualTo(
            """
            CustomerId,Value,LAST_TICKET_DATE,EMAIL_COMMUNICATIONS
            "ana, ""la 1""\",12.50,2025-06-29 21:15:00,true
            "bob
            ñ",0.00,2025-06-29 21:15:00,false
            céline,3.10,2025-06-29 21:15:00,false
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{customers}}", "{{condition}}", "{{columns}}", "{{columns}} {{condition}}"})
  void pack_columnNamedLikeAPlaceholder_keepsItsName(String alias) throws Exception {
    assertThat(text("columns=CustomerId,LTV_VALUE=" + alias))
        .startsWith("CustomerId," + alias + "\n");
  }

  @Test
  void pack_marketingCloud_hasCrlfTitleWordsAndInstants() throws Exception {
    // 21:15 in Madrid in June is 19:15 UTC; a line feed within a value stays alone
    assertThat(text(FOUR, "preset=marketing-cloud"))
        .isEqualTo(
            "CustomerId,Value,LAST_TICKET_DATE,EMAIL_COMMUNICATIONS\r\n"
                + "\"ana, \"\"la 1\"\"\",12.50,2025-06-29T19:15:00Z,True\r\n"
                + "\"bob\nñ\",0.00,2025-06-29T19:15:00Z,False\r\n"
                + "céline,3.10,2025-06-29T19:15:00Z,False\r\n");
  }

  @Test
  void pack_otherStyle_isWrittenSo() throws Exception {
    assertThat(
            text(
                "columns=CustomerId,Email,EMAIL_COMMUNICATIONS",
                "delimiter=tab",
                "null-text=\\N",
                "booleans=1/0",
                "contactable-only=false",
                "segments=inactive"))
        .isEqualTo("CustomerId\tEmail\tEMAIL_COMMUNICATIONS\ncéline\t\\N\t0\n");
  }

  @Test
  void pack_otherEncoding_isWrittenInIt() throws Exception {
    Shipment latin = pack(FOUR, "encoding=ISO-8859-1");
    assertThat(Files.readString(latin.file(), Charset.forName("ISO-8859-1"))).contains("céline");
    assertThat(Files.readAllBytes(pack(FOUR, "encoding=UTF-8-BOM").file()))
        .startsWith(0xef, 0xbb, 0xbf, 'C');
  }

  @Test
  void pack_characterNotInTheEncoding_isRefused() {
    assertThatThrownBy(() -> pack(FOUR, "encoding=US-ASCII"))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("a value has a character that US-ASCII does not have");
  }

  @Test
  void pack_chosenSegmentsAndContactable_sendsOnlyThose() throws Exception {
    assertThat(pack("segments=01, value-repeater").label().rows()).isEqualTo(2);
    assertThat(pack("contactable-only=true").label().rows()).isEqualTo(1);
  }

  @Test
  void pack_nothingChosen_isTheContractFileItself() throws Exception {
    DeliverableRun run = Customers.run(folder, "run-a");
    assertThat(pack().file()).isEqualTo(run.contract());
  }

  @Test
  void pack_gzip_isOpenedByGzipAndTheSameEachTime() throws Exception {
    Shipment packed = pack(FOUR, "compression=gzip");
    assertThat(packed.label().name()).isEqualTo("datamodel_clv_20250701.csv.gz");
    assertThat(Programs.run(Files.readAllBytes(packed.file()), "gzip", "-dc"))
        .isEqualTo(text(FOUR));
    assertThat(pack(FOUR, "compression=gzip").label()).isEqualTo(packed.label());
  }

  @Test
  void pack_zip_hasOneEntryNamedAsTheFile() throws Exception {
    Shipment packed = pack(FOUR, "compression=zip");
    assertThat(packed.label().name()).isEqualTo("datamodel_clv_20250701.csv.zip");
    try (ZipFile zip = new ZipFile(packed.file().toFile())) {
      assertThat(zip.size()).isEqualTo(1);
      assertThat(
              new String(
                  zip.getInputStream(zip.getEntry("datamodel_clv_20250701.csv")).readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(text(FOUR));
    }
    assertThat(pack(FOUR, "compression=zip").label()).isEqualTo(packed.label());
  }

  @Test
  void pack_pgp_isOpenedByGnuPg() throws Exception {
    Programs.findOrSkip("gpg");
    Path keys = Files.createDirectories(folder.resolve("gnupg"));
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
    String[] gpg = {"gpg", "--homedir", keys.toString(), "--batch", "--passphrase", ""};
    Programs.run(with(gpg, "--quick-generate-key", "crm@example.com", "rsa2048", "encr"));
    Programs.run(with(gpg, "--quick-generate-key", "other@example.com", "ed25519", "default"));
    Path key = folder.resolve("public.asc");
    Programs.run(with(gpg, "--armor", "--output", key.toString(), "--export", "crm@example.com"));
    Shipment packed = pack(FOUR, "pgp-key=" + key, "compression=gzip");
    assertThat(packed.label().name()).isEqualTo("datamodel_clv_20250701.csv.gz.pgp");
    Path opened = folder.resolve("opened.gz");
    Programs.run(with(gpg, "--output", opened.toString(), "--decrypt", packed.file().toString()));
    assertThat(Programs.run("gzip", "-dc", opened.toString())).isEqualTo(text(FOUR));
    Programs.run("gpgconf", "--homedir", keys.toString(), "--kill", "all");
  }

  private static String[] with(String[] command, String... more) {
    return java.util.stream.Stream.of(command, more)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }

  @Test
  void pack_pgpKeyThatIsNone_failsForGood() throws Exception {
    Path key = Files.writeString(folder.resolve("public.asc"), "no key");
    assertThatThrownBy(() -> pack(FOUR, "pgp-key=" + key))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessageContaining("public.asc");
  }

  @Test
  void pack_parquet_keepsTypes() throws Exception {
    Shipment packed = pack(FOUR, "format=parquet");
    assertThat(packed.label().name()).isEqualTo("datamodel_clv_20250701.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT \"Value\" + 1, typeof(\"EMAIL_COMMUNICATIONS\") FROM '"
                        + packed.file()
                        + "' ORDER BY 1 DESC LIMIT 1")) {
      row.next();
      assertThat(row.getBigDecimal(1)).isEqualByComparingTo("13.50");
      assertThat(row.getString(2)).isEqualTo("BOOLEAN");
    }
  }

  @Test
  void route_unknownKey_isRefusedWithThoseThatExist() {
    assertThatThrownBy(() -> route("hots=x"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("unknown key: hots")
        .hasMessageContaining("compression");
  }

  @Test
  void route_passwordItself_isRefusedWithoutRepeatingIt() {
    assertThatThrownBy(
            () ->
                TestRoutes.of(
                    folder,
                    Map.of(),
                    "kind=sftp",
                    "host=h",
                    "user=u",
                    "folder=/Import",
                    "password=hunter2"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not a reference to a secret")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void route_wrongValues_areRefusedByName() {
    assertThatThrownBy(() -> route("compression=rar")).hasMessageContaining("compression");
    assertThatThrownBy(() -> route("segments=12")).hasMessageContaining("unknown segment: 12");
    assertThatThrownBy(() -> route("columns=Nope")).hasMessageContaining("unknown column: Nope");
    assertThatThrownBy(() -> route("backoff=soon")).hasMessageContaining("not a time such as");
    assertThatThrownBy(() -> route("preset=other")).hasMessageContaining("not one of contract");
    assertThatThrownBy(() -> route("file-date-zone=Moon")).hasMessageContaining("file-date-zone");
  }

  /** The engine writes the table, and we write what is compressed or rewritten. */
  @ParameterizedTest
  @ValueSource(strings = {"1m;null-text=-", "10m;newline=crlf"})
  void pack_diskFull_isNamedAndLeavesNothingForGood(String sizeAndSetting) throws Exception {
    String[] words = sizeAndSetting.split(";", -1);
    DeliverableRun run = manyCustomers();
    Path home = folder.resolve("home");
    try (SmallDisk disk = SmallDisk.mountOrSkip(home, words[0])) {
      Route route = route(words[1], "folder=" + folder.resolve("there"), "file-name=clv.csv");
      Courier courier =
          new Courier(
              DeliveryLedger.of(disk.folder()),
              id -> Optional.empty(),
              () -> TestRoutes.NOW,
              new Random(1),
              wait -> {});
      assertThatThrownBy(() -> courier.deliver(run, route, DeliveryListener.silent()))
          .isInstanceOf(OutOfResourcesException.class)
          .hasMessageContaining("memory or disk ran out while packing");
      assertThat(DeliveryLedger.of(disk.folder()).list()).isEmpty();
      assertThat(folder.resolve("there")).doesNotExist();
      DeliveryRecord record =
          courier.deliver(Customers.run(folder, "run-b"), route, DeliveryListener.silent());
      assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
    }
  }

  /** A run whose table is 7 MB as text. */
  private DeliverableRun manyCustomers() throws Exception {
    DeliverableRun few = Customers.run(folder, "run-a");
    Path file = folder.resolve("many.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT few.* FROM '"
              + few.customers()
              + "' AS few, range(20000)) TO '"
              + file
              + "' (FORMAT parquet)");
    }
    return new DeliverableRun("run-a", few.referenceDate(), file, file, 60_000, few.zone());
  }

  @Test
  void pack_runWithExtendedColumns_hasThe25Columns() throws Exception {
    DeliverableRun run = Customers.run(folder, "run-a");
    Path contract = Files.writeString(folder.resolve("extended.csv"), "37 columns");
    DeliverableRun extended =
        new DeliverableRun(
            "run-a",
            run.referenceDate(),
            run.customers(),
            contract,
            3,
            run.zone(),
            new ContractForm(true, Newline.LF, ""));
    Shipment packed = route().packer().pack(extended, EarlierRuns.none(), "clv.csv", folder);
    assertThat(packed.file()).isNotEqualTo(contract);
    String header = Files.readString(packed.file()).lines().findFirst().orElseThrow();
    assertThat(header.split(",", -1)).hasSize(25);
  }

  /** The configuration of the run counts for a file in either case, unless the destination says. */
  @Test
  void pack_runWithOtherLineEnds_hasThemPlainAndCompressed() throws Exception {
    DeliverableRun run = Customers.run(folder, "run-a");
    DeliverableRun other =
        new DeliverableRun(
            "run-a",
            run.referenceDate(),
            run.customers(),
            run.contract(),
            3,
            run.zone(),
            new ContractForm(false, Newline.CRLF, "NULL"));
    assertThat(route().packer().pack(other, EarlierRuns.none(), "a.csv", folder).file())
        .isEqualTo(run.contract());
    Shipment zipped =
        route("compression=gzip").packer().pack(other, EarlierRuns.none(), "a.csv.gz", folder);
    assertThat(Programs.run(Files.readAllBytes(zipped.file()), "gzip", "-dc"))
        .contains("\r\n", ",NULL,");
    Shipment chosen =
        route("newline=lf", "null-text=-")
            .packer()
            .pack(other, EarlierRuns.none(), "a.csv", folder);
    assertThat(Files.readString(chosen.file())).contains(",-,").doesNotContain("\r");
  }

  @Test
  void pack_signingSubkeyBeforeTheEncryptionOne_encryptsForTheLatter() throws Exception {
    Programs.findOrSkip("gpg");
    Path keys = Files.createDirectories(folder.resolve("gnupg"));
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
    String[] gpg = {"gpg", "--homedir", keys.toString(), "--batch", "--passphrase", ""};
    Programs.run(with(gpg, "--quick-generate-key", "crm@example.com", "rsa2048", "cert"));
    String fingerprint =
        Programs.run(with(gpg, "--with-colons", "--list-keys", "crm@example.com"))
            .lines()
            .filter(line -> line.startsWith("fpr:"))
            .findFirst()
            .orElseThrow()
            .split(":", -1)[9];
    Programs.run(with(gpg, "--quick-add-key", fingerprint, "rsa2048", "sign"));
    Programs.run(with(gpg, "--quick-add-key", fingerprint, "rsa2048", "encr"));
    Path key = folder.resolve("public.asc");
    Programs.run(with(gpg, "--armor", "--output", key.toString(), "--export", "crm@example.com"));
    Path opened = folder.resolve("opened.csv");
    Path packed = pack(FOUR, "pgp-key=" + key).file();
    Programs.run(with(gpg, "--output", opened.toString(), "--decrypt", packed.toString()));
    assertThat(opened).hasContent(text(FOUR));
    Programs.run("gpgconf", "--homedir", keys.toString(), "--kill", "all");
  }

  @Test
  void checkPacking_expiredOrSigningKey_failsForGood() throws Exception {
    Programs.findOrSkip("gpg");
    Path keys = Files.createDirectories(folder.resolve("gnupg"));
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
    String[] gpg = {"gpg", "--homedir", keys.toString(), "--batch", "--passphrase", ""};
    String[] old = with(gpg, "--faked-system-time", "20240101T000000");
    Programs.run(with(old, "--quick-generate-key", "old@example.com", "rsa2048", "encr", "1m"));
    Programs.run(with(gpg, "--quick-generate-key", "sign@example.com", "rsa2048", "sign", "0"));
    for (String name : List.of("old@example.com", "sign@example.com")) {
      Path key = folder.resolve(name + ".asc");
      Programs.run(with(gpg, "--armor", "--output", key.toString(), "--export", name));
      Route route = route("pgp-key=" + key);
      assertThatThrownBy(route::checkPacking)
          .isInstanceOf(DeliveryFailedException.class)
          .hasMessageContaining("no key to encrypt with that is neither expired nor revoked");
    }
    Programs.run("gpgconf", "--homedir", keys.toString(), "--kill", "all");
  }

  @Test
  void route_tenantThatNoFileNameCanHold_isRefused() {
    assertThatThrownBy(() -> route("tenant=a/b", "file-name={tenant}.csv"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("tenant");
  }

  @Test
  void fetchHostKey_ofAFolder_isRefused() {
    Routes routes =
        new Routes(folder, Secret.Sources.unattended(Map.of()), () -> TestRoutes.NOW, wait -> {});
    DestinationSettings settings = TestRoutes.settings("kind=folder", "folder=/tmp/none");
    assertThatThrownBy(() -> routes.identity(settings))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("only an SFTP server has a host key");
  }
}
