// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Input as it should not be: refused in words, or run with a sensible result; never a stack trace.
 */
class BrokenInputTest {
  @TempDir Path folder;

  @Test
  void emptyFile_isRefused() throws IOException {
    assertRefused(Files.createFile(folder.resolve("a.csv")), "the file is empty");
  }

  @Test
  void headerOnly_isRefused() throws IOException {
    assertRefused(write(List.of()), "there is not a single row of transactions");
  }

  @Test
  void binaryGarbage_isRefused() throws IOException {
    byte[] garbage = new byte[100_000];
    new SplittableRandom(1).nextBytes(garbage);

    assertRefused(Files.write(folder.resolve("a.csv"), garbage), "binary data");
  }

  @Test
  void truncatedGzip_isRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write((Orders.HEADER + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (String row : Orders.of(2_000, 80, "50")) {
        gzip.write((row + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);

    assertRefused(Files.write(folder.resolve("a.csv.gz"), half), "damaged or cut short");
  }

  @Test
  void gzipWithZerosBehindIt_isRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(Files.readAllBytes(write(Orders.of(300, 40, "50"))));
    }
    bytes.write(new byte[100]); // as a disk leaves it after a crash

    assertRefused(
        Files.write(folder.resolve("a.csv.gz"), bytes.toByteArray()), "damaged or cut short");
  }

  @Test
  void noColumnForAField_isRefusedWithTheColumnsThereAre() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.csv"), "customer_id,order_time\nA,2024-01-05\n");

    assertRefused(file, "no column found for amount; it has customer_id, order_time");
  }

  @Test
  void twoColumnsForAField_isRefusedWithTheCandidates() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"), "customer_id,client_id,order_time,amount\nA,B,2024-01-05,1\n");

    assertRefused(file, "--map customer=customer_id", "--map customer=client_id");
  }

  @Test
  void missingFile_isRefused() {
    assertRefused(folder.resolve("nowhere.csv"), "no such file");
  }

  @Test
  void moreRejectsThanAllowed_isRefused() throws IOException {
    assertRefused(
        write(withBadDates(90)),
        "90 of 1590 rows cannot be read, which is more than max-reject-share allows (0.05)");
  }

  @ParameterizedTest
  @CsvSource({"8412345678905", "99999999999999", "-8412345678905"})
  void sumsBeyondAllMoney_areRefusedInput(String barcode) throws IOException {
    List<String> rows =
        IntStream.range(0, 200_000)
            .mapToObj(i -> "C" + i % 3 + ",2024-01-" + (10 + i % 20) + "," + barcode)
            .toList();

    assertRefused(write(rows), "too large to be summed exactly", "--map amount=COLUMN");
  }

  @Test
  void fewRejects_arePublishedWithAWarning() throws IOException {
    Terminal terminal = run(write(withBadDates(10)));

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out()).contains("unreadable rows 10").contains("rejects.csv.gz");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 1", "200, 200", "5, 5"})
  void fewCustomersOrNoRepeaters_areRunWithAPlainMethod(int orders, int customers)
      throws IOException {
    Terminal terminal = run(write(Orders.of(orders, customers, "10.00")));

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out())
        .containsPattern("Model: (historic-only|run-rate)")
        .contains("Too little data for mbg-nbd");
    assertThat(contract()).hasSize(customers);
  }

  @ParameterizedTest
  @CsvSource({"50.00, 20000.00", "1000000000000.55, 400000000000220.00"})
  void constantAndHugeAmounts_areSummedToTheCent(String amount, String total) throws IOException {
    Terminal terminal = run(write(Orders.of(400, 80, amount)));

    assertThat(terminal.exitCode()).isZero();
    assertThat(sum("MON_VALUE")).isEqualTo(total);
  }

  @Test
  void negativeTotals_areNoPurchases() throws IOException {
    Terminal terminal = run(write(Orders.of(400, 80, "-50.00")));

    assertThat(terminal.exitCode()).isZero();
    assertThat(contract().values())
        .hasSize(80)
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("ID_CLV_SEGMENT", "11")
                    .containsEntry("LTV_VALUE", "0.00"));
  }

  @Test
  void idOfTenThousandCharacters_isRejectedAlone() throws IOException {
    List<String> rows = new ArrayList<>(Orders.of(100, 20, "10"));
    rows.add("x".repeat(10_000) + ",2024-01-05,10");

    Terminal terminal = run(write(rows));

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out()).contains("unreadable rows 1");
    assertThat(contract()).hasSize(20);
  }

  @Test
  void idsThatDifferByCaseOrBlanks_keepTheirCaseAndLoseTheirBlanks() throws IOException {
    List<String> rows =
        List.of("ab,2024-01-05,10", "AB,2024-01-06,10", " ab ,2024-02-05,10", "007,2024-02-05,1");

    Terminal terminal = run(write(rows));

    assertThat(terminal.exitCode()).isZero();
    assertThat(contract()).containsOnlyKeys("007", "AB", "ab");
    assertThat(contract().get("ab")).containsEntry("FREQ_VALUE", "2");
  }

  @Test
  void onlyFutureRows_leaveAnEmptyDatamodel() throws IOException {
    String soon = LocalDate.now(ZoneOffset.UTC).plusMonths(3).toString();
    Terminal terminal = run(write(List.of("A," + soon + ",10", "B," + soon + ",10")));

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out()).contains("tickets after the reference date 2");
    assertThat(contract()).isEmpty();
  }

  @Test
  void rowsOfAFarFuture_areTypingErrors() throws IOException {
    assertRefused(write(List.of("A,2099-01-05,10", "B,2099-01-05,10")), "2 rows");
  }

  private Path write(List<String> rows) throws IOException {
    return Orders.write(folder.resolve("orders.csv"), rows);
  }

  private static List<String> withBadDates(int bad) {
    return Stream.concat(
            Orders.of(1_500, 80, "10.00").stream(),
            IntStream.range(0, bad).mapToObj(i -> "C" + i + ",yesterday,10.00"))
        .toList();
  }

  private void assertRefused(Path file, String... words) {
    Terminal terminal = run(file);

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .startsWith("perenne: ")
        .contains(words)
        .doesNotContain("\tat ", "Exception");
    assertThat(Terminal.run("runs", "--home", home()).out()).startsWith("No run yet in ");
  }

  private Terminal run(Path file) {
    return Terminal.run(
        "run",
        "--transactions=" + file,
        "--as-of=2024-06-30",
        "--home=" + home(),
        "--out=" + folder.resolve("out.csv"),
        "--set=language=en");
  }

  private Map<String, Map<String, String>> contract() throws IOException {
    return Csv.byFirstColumn(folder.resolve("out.csv"));
  }

  private String sum(String column) throws IOException {
    return contract().values().stream()
        .map(row -> new java.math.BigDecimal(row.getOrDefault(column, "0")))
        .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add)
        .toPlainString();
  }

  private String home() {
    return folder.resolve("home").toString();
  }
}
