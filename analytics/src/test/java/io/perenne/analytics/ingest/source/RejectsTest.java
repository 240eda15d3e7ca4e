// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.duckdb.read.TransactionQuery;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.text.InputHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that cannot be read are counted, and found again on their lines. */
class RejectsTest {

  private static final String NO_DATE = "not a date as this file writes them";

  private TestEngine engine = TestEngine.NONE;

  @BeforeEach
  void openEngine(@TempDir Path folder) throws SQLException {
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() throws SQLException {
    engine.close();
  }

  private List<String> rejects(Path... files) throws SQLException {
    try (TransactionFiles source = engine.open(files)) {
      return engine.rejects(source);
    }
  }

  @Test
  void soundFiles_haveNone() throws SQLException {
    assertThat(rejects(engine.file("a.csv", "customer_id,date,amount\n1,2024-01-31,1\n")))
        .isEmpty();
  }

  @Test
  void lines_countLineBreaksInQuotesAndBlankLines() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            "customer_id,date,note,amount\n1,2024-01-31,\"two\nlines\",1\n\n\n2,soon,\"\n\n\",1\n3,2024-01-31,\"a \"\"b\"\"\",1\n4,never,,1\n");

    assertThat(rejects(file))
        .containsExactly(file + ",6,date,soon," + NO_DATE, file + ",10,date,never," + NO_DATE);
  }

  @Test
  void lines_areRightInPackedFilesOtherEncodingsAndLineEnds() throws SQLException, IOException {
    String text = "customer_id,date,amount\nñ,2024-01-31,1\nü,\"so\non\",1\nö,nie,1\n";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Path zst = engine.file("a.csv.zst", packed.toByteArray());
    Path utf16 = engine.file("b.csv", text.getBytes(StandardCharsets.UTF_16));
    Path dos = engine.file("c.csv", text.replace("\n", "\r\n"));

    assertThat(rejects(zst))
        .containsExactly(zst + ",3,date,so⏎on," + NO_DATE, zst + ",5,date,nie," + NO_DATE);
    assertThat(rejects(utf16)).endsWith(utf16 + ",5,date,nie," + NO_DATE);
    assertThat(rejects(dos)).endsWith(dos + ",5,date,nie," + NO_DATE);
  }

  @Test
  void severalFiles_areListedInTheirOrder() throws SQLException {
    Path b = engine.file("b.csv", "customer_id,date,amount\n1,2024-01-31,1\n2,x,1\n");
    Path a =
        engine.file(
            "a.csv",
            "customer_id,date,amount\n1,y,1\n2,2024-01-31,1\n3,2024-01-31,1\n4,2024-01-31,1\n5,2024-01-31,1\n");
    Path c = engine.file("c.csv", "customer_id,date,amount\n1,2024-01-31,1\n2,2024-01-31,1,1\n");

    assertThat(rejects(b, c, a))
        .containsExactly(
            b + ",3,date,x," + NO_DATE,
            c + ",3,,\"2,2024-01-31,1,1\",too many fields: 4 instead of 3",
            a + ",2,date,y," + NO_DATE);
  }

  @Test
  void surpriseFarBehindTheSample_isFound() throws SQLException {
    StringBuilder text = new StringBuilder("customer_id,date,amount\n");
    for (int i = 2; i <= 50_000; i++) {
      text.append(i).append(",2024-01-31,").append(i == 44_444 ? "free" : "1").append('\n');
    }
    Path file = engine.file("a.csv", text.toString());

    assertThat(rejects(file))
        .containsExactly(
            file + ",44444,amount,free,\"not a number as this file writes them, or too large\"");
  }

  @Test
  void brokenQuotes_costTheirOwnLinesOnly() throws SQLException {
    StringBuilder text = new StringBuilder("customer_id,date,amount,note\n");
    for (int i = 2; i <= 60_000; i++) {
      String note = i == 30_000 || i == 45_000 ? "\"open" : i == 50_000 ? "\"a\"b" : "\"ok\"";
      String amount = i == 55_555 ? "none" : "1";
      text.append(i).append(",2024-01-31,").append(amount).append(',').append(note).append('\n');
    }
    Path file = engine.file("a.csv", text.toString());

    assertThat(rejects(file))
        .containsExactly(
            file + ",30000,,\"30000,2024-01-31,1,\"\"open\",text follows a closing quote",
            file + ",45000,,\"45000,2024-01-31,1,\"\"open\",text follows a closing quote",
            file + ",50000,,\"50000,2024-01-31,1,\"\"a\"\"b\",text follows a closing quote",
            file + ",55555,amount,none,\"not a number as this file writes them, or too large\"");
    try (TransactionFiles source = engine.open(file)) {
      assertThat(engine.read(source, "count(*) OVER (), customer").get(0)).startsWith("59996|");
    }
  }

  @Test
  void quoteThatSwallowsWholeRows_isNoticedOnceTheFileIsDamaged() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            """
            customer_id,date,note,amount
            1,2024-01-31,ok,1
            2,2024-01-31,"lost,1
            3,2024-01-31,fine,1
            4,2024-01-31,5",1
            5,2024-01-31,"broken"x,1
            6,2024-01-31,ok,1
            """);

    assertThat(rejects(file)).extracting(line -> line.split(",", -1)[1]).containsExactly("3", "6");
  }

  @Test
  void invalidUtf8_isARejectNotAnEnd() throws SQLException {
    byte[] bytes =
        "customer_id,date,amount\nñ,2024-01-31,1\n?,2024-01-31,1\nx,2024-01-31,1\n"
            .getBytes(StandardCharsets.UTF_8);
    String much = "ñ,2024-01-31,1\n".repeat(20_000);
    byte[] filler = much.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[filler.length + bytes.length];
    System.arraycopy(bytes, 0, all, 0, 24);
    System.arraycopy(filler, 0, all, 24, filler.length);
    System.arraycopy(bytes, 24, all, 24 + filler.length, bytes.length - 24);
    for (int i = all.length - 40; i < all.length; i++) {
      all[i] = all[i] == '?' ? (byte) 0xff : all[i];
    }
    Path file = engine.file("a.csv", all);

    assertThat(rejects(file))
        .containsExactly(file + ",20003,,\"\ufdd0,2024-01-31,1\",bytes that are no UTF-8 text");
  }

  @Test
  void json_namesTheLine() throws SQLException {
    Path file =
        engine.file(
            "a.ndjson",
            """
            {"customer_id":"1","date":"2024-01-31","amount":1}
            {"customer_id":"2","date":"2024-01-31","amount":1.10}

            {"customer_id":"3","date":
            {"customer_id":"4","date":"2024-01-31","amount":"x"}
            {"customer_id":"5","date":"2024-01-31","amount":1e3}
            {"customer_id":"6","date":"2024-01-31","amount":1}
            {"customer_id":"7","date":"2024-01-31","amount":1}
            {"customer_id":"8","date":"2024-01-31","amount":1}
            """);

    assertThat(rejects(file))
        .containsExactly(
            file + ",4,,\"{\"\"customer_id\"\":\"\"3\"\",\"\"date\"\":\",not a JSON object",
            file + ",5,amount,x,\"not a number as this file writes them, or too large\"");
  }

  @Test
  void parquet_namesTheRow() throws SQLException {
    Path file = engine.file("a.parquet", "");
    engine.execute(
        "COPY (SELECT i AS customer_id, DATE '2024-01-31' AS date, CASE WHEN i <> 300000 THEN i END AS amount"
            + " FROM range(1, 400000) t(i)) TO '"
            + file
            + "' (ROW_GROUP_SIZE 50000)");

    assertThat(rejects(file)).containsExactly(file + ",300000,amount,,the amount is missing");
  }

  @Test
  void longIds_areRejectedWithTheirBeginning() throws SQLException {
    Path file =
        engine.file("a.csv", "customer_id,date,amount\n" + "x".repeat(10_000) + ",2024-01-31,1\n");

    assertThat(rejects(file))
        .containsExactly(
            file + ",2,customer_id," + "x".repeat(200) + "...,an id has at most 255 characters");
  }

  @Test
  void beyondTheLimit_rejectsAreCountedOnly(@TempDir Path folder) throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            "customer_id,date,amount\n"
                + "1,2024-01-31,1\n".repeat(9)
                + "2,2024-01-31,\n".repeat(7));
    AtomicLong bad = new AtomicLong();

    try (TransactionFiles source = engine.open(file)) {
      TransactionFiles scanned =
          TransactionQuery.scan(
              engine.connection(),
              source,
              relation ->
                  bad.set(
                      Long.parseLong(
                          engine
                              .rows(
                                  "SELECT count(*) FROM ("
                                      + TransactionQuery.of(relation).sql()
                                      + ") WHERE bad <> 0")
                              .get(0))));
      Rejects rejects =
          TransactionQuery.of(scanned)
              .collectRejects(
                  engine.connection(),
                  UnaryOperator.identity(),
                  bad.get(),
                  RejectFile.of(folder.resolve("r.csv.gz"), 3));

      assertThat(rejects)
          .isEqualTo(new Rejects(7, 0, 3, folder.resolve("r.csv.gz"), rejects.reasons()));
      assertThat(rejects.reasons()).hasSize(3);
      assertThat(TestEngine.unzip(folder.resolve("r.csv.gz")))
          .containsExactly(
              "file,line,column,value,reason",
              file + ",11,amount,,the amount is missing",
              file + ",12,amount,,the amount is missing",
              file + ",13,amount,,the amount is missing",
              ",,,,4 more rows could not be read; they are counted only");
    }
  }

  @Test
  void copies_areDeletedOnClose(@TempDir Path folder) throws SQLException, IOException {
    Path file =
        engine.file(
            "a.csv", "customer_id,date,amount\nñ,2024-01-31,1\n".getBytes(StandardCharsets.UTF_16));
    try (TransactionFiles source =
        TransactionReader.open(
            engine.probe(ReadOptions.detect()),
            List.of(file.toString()),
            ColumnMapping.none(),
            ReadOptions.detect(),
            TestEngine.MADRID,
            folder)) {
      assertThat(engine.read(source, "customer")).containsExactly("ñ");
      assertThat(folder).isNotEmptyDirectory();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void hash_isThatOfTheBytes() {
    // from the command line: printf abc | sha256sum
    assertThat(InputHash.sha256(engine.file("abc", "abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
