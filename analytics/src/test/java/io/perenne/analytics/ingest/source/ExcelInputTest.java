// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static io.perenne.analytics.ingest.excel.XlsxFile.number;
import static io.perenne.analytics.ingest.excel.XlsxFile.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.excel.XlsxFile;
import io.perenne.analytics.ingest.text.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcelInputTest {

  private TestEngine engine = TestEngine.NONE;
  private Path folder = Path.of(".");

  @BeforeEach
  void openEngine(@TempDir Path temporary) throws SQLException {
    folder = temporary;
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private static final String[] ORDERS = {
    text("A1", "Sales of May"),
    "",
    text("A3", "customer id") + text("B3", "order date") + text("C3", "amount"),
    number("A4", 4, "17") + number("B4", 1, "45662") + number("C4", 3, "61.400000000000006"),
    "",
    number("A6", 4, "18") + number("B6", 2, "45663.4375") + text("C6", "much"),
    text("A7", "a; b, c") + number("B7", 1, "45663") + number("C7", 0, "1250"),
  };

  private static final String[] PEOPLE = {
    text("A1", "customer id") + text("B1", "e-mail"),
    number("A2", 4, "17") + text("B2", "ana@example.com"),
  };

  private Path book() throws IOException {
    return new XlsxFile()
        .sheet("People", PEOPLE)
        .sheet("Orders", ORDERS)
        .sheet("Notes", text("A1", "written by Ana"))
        .write(folder.resolve("shop.xlsx"));
  }

  @Test
  void sheetThatFits_isReadAsExcelShowsIt() throws IOException, SQLException {
    Path book = book();

    try (TransactionFiles source = engine.open(book)) {
      assertThat(source.describe().get(0).path()).hasToString(book + "#Orders");
      assertThat(source.describe().get(0).raw()).isEqualTo(book);
      assertThat(engine.read(source, "customer, time, amount, bad"))
          .containsExactly(
              "000017|2025-01-05 00:00:00.0|61.4000|0",
              "000018|2025-01-06 10:30:00.0|-|2",
              "a; b, c|2025-01-06 00:00:00.0|1250.0000|0");
    }
  }

  @Test
  void rejects_nameSheetAndRow() throws IOException, SQLException {
    Path book = book();

    assertThat(engine.rejects(engine.open(book)))
        .containsExactly(
            book + "#Orders,6,amount,much,\"not a number as this file writes them, or too large\"");
  }

  @Test
  void namedSheets_areFilesOfTheirOwn() throws IOException, SQLException {
    Path book =
        new XlsxFile()
            .sheet("Jan", ORDERS)
            .sheet(
                "Feb",
                ORDERS[2],
                number("A2", 4, "19") + number("B2", 1, "45699") + number("C2", 0, "5"))
            .write(folder.resolve("year.xlsx"));

    try (TransactionFiles source = engine.open(Path.of(book + "#Feb"), Path.of(book + "#Jan"))) {
      assertThat(engine.read(source, "file, customer"))
          .containsExactly("0|000019", "1|000017", "1|000018", "1|a; b, c");
    }
    assertThatThrownBy(() -> engine.open(book))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("which sheet? \"year.xlsx#Jan\", \"year.xlsx#Feb\"");
    assertThatThrownBy(() -> engine.open(engine.file("a.csv", "x"), Path.of(book + "#Mar")))
        .isInstanceOf(InputException.class);
  }

  @Test
  void customers_areReadFromTheirSheet() throws IOException {
    Path book = book();

    try (CustomerFiles source =
        CustomerReader.open(
            engine.probe(ReadOptions.detect()),
            List.of(book.toString()),
            ColumnMapping.none(),
            ReadOptions.detect(),
            TestEngine.MADRID,
            folder)) {
      assertThat(source.describe().get(0).path()).hasToString(book + "#People");
      assertThat(source.describe().get(0).mapping())
          .extracting(Object::toString)
          .contains("customer = customer id (by its name, e.g. 000017)");
    }
  }

  @Test
  void tablesInMemory_areReadFromSheets() throws IOException {
    Path book = book();

    CsvTable table = TableReader.read(Path.of(book + "#People"), ReadOptions.detect());

    assertThat(table.header()).containsExactly("customer id", "e-mail");
    assertThat(table.values()).containsExactly(List.of("000017", "ana@example.com"));
    assertThat(TableReader.file(Path.of(book + "#People"))).isEqualTo(book);
  }

  @Test
  void textOfASheet_isDeletedAfterwards() throws IOException, SQLException {
    Path book = book();

    engine.open(book).close();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("sheet-"));
    }
    assertThat(book).exists();
  }

  @Test
  void fileThatIsNoWorkbook_hasNoSheets() throws IOException {
    Path file = Files.writeString(folder.resolve("a.xlsx"), "customer,date,amount\n");

    assertThatThrownBy(() -> engine.open(Path.of(file + "#Orders")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no Excel workbook, so it has no sheet Orders");
  }
}
