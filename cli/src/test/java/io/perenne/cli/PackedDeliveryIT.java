// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perenne.cli.failure.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deliveries by the program as it is shipped: the packed jar, started by its script. Encryption,
 * SSH and database drivers look their parts up by name, and find them there or nowhere.
 */
class PackedDeliveryIT {
  private static final Path SCRIPT = Path.of("../perenne").toAbsolutePath().normalize();

  @TempDir Path folder;

  @BeforeEach
  void makeRun() throws Exception {
    assertThat(SCRIPT).isExecutable();
    Path orders = Orders.write(folder.resolve("orders.csv"), Orders.of(200, 40, "25.00"));
    succeed("run", "--transactions", orders.toString(), "--as-of", "2025-06-30", "--quiet");
  }

  private Terminal perenne(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--home", folder.resolve("home").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return PerenneProcess.finish(builder.start());
  }

  private String succeed(String... arguments) throws Exception {
    Terminal terminal = perenne(arguments);
    assertThat(terminal.out()).doesNotContain(OpenSsh.PASSPHRASE);
    assertThat(terminal.exitCode()).as(terminal.out()).isZero();
    return terminal.out();
  }

  private void add(String name, String kind, String... settings) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("destinations", "add", name, "--kind", kind));
    Stream.of(settings).forEach(setting -> arguments.addAll(List.of("--set", setting)));
    succeed(arguments.toArray(String[]::new));
  }

  private static String run(String... command) throws Exception {
    Terminal terminal =
        PerenneProcess.finish(new ProcessBuilder(command).redirectErrorStream(true).start());
    assertThat(terminal.exitCode()).as(terminal.out()).isZero();
    return terminal.out();
  }

  @Test
  void deliver_overSftpForAPgpKey_isOpenedByGnuPg() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/gpg")),
        "skipped: no gpg is installed (./check installs it)");
    Path keys = Files.createDirectories(folder.resolve("gnupg"));
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
    String[] gpg = {"gpg", "--homedir", keys.toString(), "--batch", "-q", "--passphrase", ""};
    run(with(gpg, "--quick-generate-key", "crm@example.com", "rsa2048", "encr"));
    Path publicKey = folder.resolve("crm.asc");
    run(with(gpg, "--armor", "--output", publicKey.toString(), "--export", "crm@example.com"));
    try (OpenSsh server = OpenSsh.startOrSkip(folder.resolve("server"))) {
      Path target = folder.resolve("Import");
      Path phrase = Files.writeString(folder.resolve("phrase"), OpenSsh.PASSPHRASE + "\n");
      add(
          "crm",
          "sftp",
          "host=127.0.0.1",
          "port=" + server.port(),
          "user=" + System.getProperty("user.name"),
          "private-key=" + server.userKey(),
          "passphrase=file:" + phrase,
          "folder=" + target,
          "file-name=clv.csv",
          "compression=gzip",
          "pgp-key=" + publicKey);

      Terminal stranger = perenne("destinations", "test", "crm");
      assertThat(stranger.exitCode()).isEqualTo(ExitCode.INPUT);
      Matcher shown = Pattern.compile("--approve (SHA256:\\S+)").matcher(stranger.out());
      assertThat(shown.find()).as(stranger.out()).isTrue();
      assertThat(succeed("destinations", "test", "crm", "--approve", shown.group(1)))
          .contains("connected", "would arrive as clv.csv.gz.pgp");
      assertThat(succeed("deliver", "--to", "crm")).contains(" delivered to crm\n");

      Path opened = folder.resolve("clv.csv.gz");
      String sent = target.resolve("clv.csv.gz.pgp").toString();
      run(with(gpg, "--output", opened.toString(), "--decrypt", sent));
      assertThat(run("gzip", "-dc", opened.toString())).isEqualTo(contract());
    }
    requireNoSecretAtHome();
  }

  private void requireNoSecretAtHome() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(OpenSsh.PASSPHRASE);
      }
    }
  }

  @Test
  void deliver_asParquet_isWrittenByTheNativeEngine() throws Exception {
    Path target = folder.resolve("lake");
    add("lake", "folder", "folder=" + target, "file-name=clv.csv", "format=parquet");
    succeed("deliver", "--to", "lake");
    assertThat(
            new String(
                Files.readAllBytes(target.resolve("clv.parquet")), StandardCharsets.US_ASCII))
        .startsWith("PAR1")
        .endsWith("PAR1");
  }

  @Test
  void test_postgresqlThatIsNotThere_isAskedByItsDriver() throws Exception {
    add("table", "postgresql", "url=jdbc:postgresql://127.0.0.1:1/db", "user=nobody");
    Terminal terminal = perenne("destinations", "test", "table");
    assertThat(terminal.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
    assertThat(terminal.out()).contains("PostgreSQL: the host refuses the connection");
  }

  private String contract() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("home/runs"))) {
      Path file = files.filter(each -> each.toString().endsWith(".csv")).findFirst().orElseThrow();
      return Files.readString(file);
    }
  }

  private static String[] with(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
