// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.duckdb.read.TransactionQuery;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.TransactionFiles;
import io.perenne.clv.words.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same two orders, written in every way. */
class TransactionFormatsTest {

  private static final String PLAIN =
      """
      customer_id,date,amount
      Ñu1,2024-01-31,9.50
      2€,2024-02-01,12
      """;
  private static final List<String> EXPECTED =
      List.of("2€|2024-02-01 00:00:00.0|12.0000", "Ñu1|2024-01-31 00:00:00.0|9.5000");

  private TestEngine engine = TestEngine.NONE;

  @BeforeEach
  void openEngine(@TempDir Path folder) throws SQLException {
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() throws SQLException {
    engine.close();
  }

  private List<String> read(Path... files) throws SQLException {
    try (TransactionFiles source = engine.open(files)) {
      return engine.read(source, "customer, time, amount");
    }
  }

  @FunctionalInterface
  private interface Packing {
    OutputStream pack(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] bytes, Packing packing) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packing.pack(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "^", "~", ":"})
  void anyDelimiter_isDetected(String delimiter) throws SQLException {
    assertThat(read(engine.file("a.txt", PLAIN.replace(",", delimiter)))).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "windows-1252"})
  void encoding_isDetectedPackedOrNot(String encoding) throws SQLException, IOException {
    byte[] bytes = PLAIN.getBytes(Charset.forName(encoding));

    assertThat(read(engine.file("a.csv", bytes))).isEqualTo(EXPECTED);
    assertThat(read(engine.file("a.csv.gz", packed(bytes, GZIPOutputStream::new))))
        .isEqualTo(EXPECTED);
    assertThat(read(engine.file("a.csv.zst", packed(bytes, ZstdOutputStream::new))))
        .isEqualTo(EXPECTED);
  }

  @Test
  void packing_isKnownByContentNotByName() throws SQLException, IOException {
    byte[] bytes = PLAIN.getBytes(StandardCharsets.UTF_8);

    assertThat(read(engine.file("export", packed(bytes, GZIPOutputStream::new))))
        .isEqualTo(EXPECTED);
  }

  @Test
  void latin1_isGivenByOption() throws SQLException {
    Path file = engine.file("a.csv", PLAIN.replace("€", "").getBytes(StandardCharsets.ISO_8859_1));
    ReadOptions options = ReadOptions.detect().withEncoding(StandardCharsets.ISO_8859_1);

    try (TransactionFiles source = engine.open(options, ColumnMapping.none(), file)) {
      assertThat(engine.read(source, "customer")).containsExactly("2", "Ñu1");
    }
  }

  @Test
  void lateUmlaut_makesWholeFileWindows1252() throws SQLException {
    StringBuilder text = new StringBuilder("customer_id,date,amount\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(100_000 + i).append(",2024-01-31,1\n");
    }
    text.append("Müller,2024-01-31,1\n");
    Path file = engine.file("a.csv", text.toString().getBytes(Charset.forName("windows-1252")));

    try (TransactionFiles source = engine.open(file)) {
      assertThat(engine.read(source, "customer")).hasSize(20_001).endsWith("Müller");
    }
  }

  @Test
  void byteOrderMark_isNotPartOfTheFirstName() throws SQLException {
    assertThat(read(engine.file("a.csv", "\ufeff" + PLAIN))).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r"})
  void lineEnds_areDetected(String end) throws SQLException {
    assertThat(read(engine.file("a.csv", PLAIN.replace("\n", end)))).isEqualTo(EXPECTED);
  }

  @Test
  void mixedLineEnds_areReadEvenWhenTheyComeLate() throws SQLException {
    assertThat(read(engine.file("a.csv", PLAIN.replaceFirst("\n", "\r\n")))).isEqualTo(EXPECTED);

    String rows = "7,2024-01-31,1\n".repeat(30_000);
    Path late = engine.file("b.csv", "customer_id,date,amount\n" + rows + "8,2024-01-31,1\r\n");
    assertThat(read(late)).hasSize(30_001);
  }

  @Test
  void titleLinesAndComments_areSkipped() throws SQLException {
    assertThat(read(engine.file("a.csv", "Sales report\n\nprinted 2024-03-01\n" + PLAIN)))
        .isEqualTo(EXPECTED);
    assertThat(read(engine.file("b.csv", "# made by till 4\n" + PLAIN))).isEqualTo(EXPECTED);
  }

  @Test
  void decimalComma_isDetected() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            """
            Cliente;Fecha;Importe
            1;31/01/2024 10:05;1.234,50
            2;01/02/2024 09:00;-3,5
            3;02/02/2024 09:00;7
            4;03/02/2024 09:00;1.000
            """);

    assertThat(read(file))
        .containsExactly(
            "1|2024-01-31 10:05:00.0|1234.5000",
            "2|2024-02-01 09:00:00.0|-3.5000",
            "3|2024-02-02 09:00:00.0|7.0000",
            "4|2024-02-03 09:00:00.0|1000.0000");
  }

  @Test
  void jsonLines_areRead() throws SQLException, IOException {
    String json =
        """
        {"customer_id":"Ñu1","date":"2024-01-31","amount":9.50,"tags":["a"]}
        {"date":"2024-02-01","amount":"12","customer_id":"2€"}
        """;

    assertThat(read(engine.file("a.ndjson", json))).isEqualTo(EXPECTED);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(read(engine.file("a.jsonl.gz", packed(bytes, GZIPOutputStream::new))))
        .isEqualTo(EXPECTED);
  }

  @Test
  void jsonArrayWithoutTimeAndAmount_isRefusedByTheirNames() {
    Path file = engine.file("a.json", "[{\"customer_id\":1}]");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column found for time, amount");
  }

  @Test
  void parquet_isReadWithItsTypes() throws SQLException {
    Path file = engine.file("a.parquet", "");
    engine.execute(
        "COPY (SELECT * FROM (VALUES (17850.0::DOUBLE, TIMESTAMPTZ '2024-01-31 23:30:00+00', 9.5::DOUBLE),"
            + " (NULL, TIMESTAMPTZ '2024-07-01 10:00:00+02', 'nan'::DOUBLE)) t(user_id, ordered_at, total))"
            + " TO '"
            + file
            + "'");

    try (TransactionFiles source = engine.open(file)) {
      assertThat(source.describe().get(0).format()).isEqualTo(FileFormat.PARQUET);
      assertThat(engine.read(source, "customer, time, amount, bad"))
          .containsExactlyInAnyOrder(
              "17850|2024-02-01 00:30:00.0|9.5000|0", "-|2024-07-01 10:00:00.0|-|2");
    }
  }

  @Test
  void filesOfDifferentKinds_makeOneRelationInOrderOfAge() throws SQLException {
    Path newest = engine.file("1.csv", "id_cliente;fecha;importe\nA;31/01/2024;1,5\n");
    Path oldest =
        engine.file("2.ndjson", "{\"user_id\":\"B\",\"date\":\"2024-01-30\",\"total\":2}\n");
    Path middle = engine.file("3.csv", "customer_id,date,amount,order_id\nC,2024-01-29,3,O-1\n");
    Path alsoMiddle = engine.file("4.csv", "id_cliente;fecha;importe\nD;30/01/2024;4,5\n");

    try (TransactionFiles source = engine.open(oldest, alsoMiddle, middle, newest)) {
      assertThat(source.describe())
          .extracting(InputFile::path)
          .containsExactly(oldest, alsoMiddle, middle, newest);
      assertThat(source.has("order")).isTrue();
      assertThat(source.has("status")).isFalse();
      assertThat(engine.read(source, "file, customer, amount, \"order\""))
          .containsExactly("0|B|2.0000|-", "1|D|4.5000|-", "2|C|3.0000|O-1", "3|A|1.5000|-");
    }
  }

  @Test
  void manyFilesAlike_areOneRead() throws SQLException {
    Path[] files = new Path[300];
    for (int i = 0; i < files.length; i++) {
      files[i] =
          engine.file(
              String.format("part-%03d.csv", i),
              "customer_id,date,amount\n" + (i + 1) + ",2024-01-31,1\n");
    }

    try (TransactionFiles source = engine.open(files)) {
      assertThat(TransactionQuery.of(source).sql().split("read_csv", -1)).hasSize(2);
      assertThat(engine.read(source, "file + 1 = CAST(customer AS INTEGER)"))
          .hasSize(300)
          .containsOnly("true");
    }
  }

  @Test
  void headerOnly_isZeroRowsWithAWarning() throws SQLException {
    Path file = engine.file("a.csv", "customer_id,date,amount\n");

    try (TransactionFiles source = engine.open(file)) {
      assertThat(source.warnings())
          .extracting(Message::toString)
          .containsExactly(file + ": has a header but no rows");
      assertThat(engine.read(source, "customer")).isEmpty();
    }
  }

  @Test
  void emptyAndForeignFiles_areRefused() throws IOException {
    assertRefused(engine.file("a.csv", ""), "the file is empty");
    assertRefused(engine.file("a.csv", "\n\n \n"), "the file is empty");
    assertRefused(engine.file("a.csv", "PK\003\004 rest"), "a ZIP archive; unzip it");
    assertRefused(engine.file("a.csv", "<!DOCTYPE html><html>"), "a web page");
    byte[] garbage = new byte[5000];
    new java.util.Random(7).nextBytes(garbage);
    assertRefused(engine.file("a.csv", garbage), "binary data");
    byte[] whole =
        packed(PLAIN.repeat(500).getBytes(StandardCharsets.UTF_8), GZIPOutputStream::new);
    assertRefused(
        engine.file("a.csv.gz", Arrays.copyOf(whole, 15)),
        "the compressed data is damaged or cut short");
    assertRefused(engine.file("a.csv", "PAR1 and no more"), "damaged Parquet");
    assertRefused(engine.file("a.txt", "Dear all,\nhere is the letter.\n"), "no column found for");
  }

  private void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(why);
  }

  @Test
  void gzipCutLate_isRefusedByTheScan() throws IOException {
    StringBuilder text = new StringBuilder("customer_id,date,amount\n");
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 60_000; i++) {
      text.append(random.nextInt(1_000_000))
          .append(",2024-01-31,")
          .append(random.nextInt(1000))
          .append('\n');
    }
    byte[] whole = packed(text.toString().getBytes(StandardCharsets.UTF_8), GZIPOutputStream::new);

    assertRefused(
        engine.file("a.csv.gz", Arrays.copyOf(whole, whole.length - 20)),
        "the compressed data is damaged or cut short; copy or export it again");
  }
}
