// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.excel;

import static io.perenne.analytics.ingest.excel.XlsxFile.number;
import static io.perenne.analytics.ingest.excel.XlsxFile.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookTest {

  @TempDir Path folder;

  private List<String> copied(XlsxFile workbook, String sheet) throws IOException {
    Path file = workbook.write(folder.resolve("book.xlsx"));
    Path copy = folder.resolve("copy.csv");
    try (Workbook book = Workbook.open(file)) {
      book.copy(sheet, copy);
    }
    return Files.readAllLines(copy);
  }

  @Test
  void cells_areCopiedAsExcelShowsThem() throws IOException {
    XlsxFile book =
        new XlsxFile()
            .sheet(
                "Sales",
                text("A1", "id") + text("B1", "day") + text("C1", "time") + text("D1", "money"),
                number("A2", 4, "17")
                    + number("B2", 1, "45662")
                    + number("C2", 2, "45662.4375")
                    + number("D2", 3, "61.400000000000006"),
                number("A3", 0, "6100000001001")
                    + number("B3", 1, "45663")
                    + number("C3", 2, "45663")
                    + number("D3", 0, "-1E-2"));

    assertThat(copied(book, "Sales"))
        .containsExactly(
            "id,day,time,money",
            "000017,2025-01-05,2025-01-05 10:30:00,61.4",
            "6100000001001,2025-01-06,2025-01-06 00:00:00,-0.01");
  }

  @Test
  void rowOfTheSheet_isTheLineOfTheCopy() throws IOException {
    XlsxFile book =
        new XlsxFile()
            .sheet(
                "S",
                text("A1", "a") + text("B1", "b"),
                "",
                "",
                text("B4", "x, y &quot;z&quot;"),
                text("A5", "line&#10;end"),
                text("A6", " "));

    assertThat(copied(book, "S"))
        .containsExactly("a,b", "", "", ",\"x, y \"\"z\"\"\"", "line end,");
  }

  @Test
  void digitsThatExcelDoesNotKeep_areNotMadeUp() throws IOException {
    XlsxFile book =
        new XlsxFile()
            .sheet(
                "S",
                number("A1", 0, "4.5001234567890099E+18") + number("B1", 0, "4500123456789012345"),
                number("A2", 0, "123456789012345") + number("B2", 0, "4500123456789010000"));

    assertThat(copied(book, "S"))
        .containsExactly(
            "4.50012345678901E+18,4500123456789012345", "123456789012345,4.50012345678901E+18");
  }

  private String chosen(Optional<String> named, Predicate<List<List<String>>> fits)
      throws IOException {
    Path file =
        new XlsxFile()
            .sheet("Notes", text("A1", "written by Ana"))
            .sheet("Empty")
            .sheetOf("hidden", "Old", text("A1", "customer"))
            .sheet("Orders", text("A1", "customer") + text("B1", "date"))
            .write(folder.resolve("book.xlsx"));
    try (Workbook book = Workbook.open(file)) {
      return book.choose(named, fits);
    }
  }

  @Test
  void onlySheetThatFits_isChosen() throws IOException {
    assertThat(chosen(Optional.empty(), rows -> rows.get(0).contains("customer")))
        .isEqualTo("Orders");
  }

  @Test
  void namedSheet_isChosenEvenIfHidden() throws IOException {
    assertThat(chosen(Optional.of("Old"), rows -> true)).isEqualTo("Old");
  }

  @Test
  void severalSheets_areAskedForByTheNamesToPaste() {
    assertThatThrownBy(() -> chosen(Optional.empty(), rows -> true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("which sheet? \"book.xlsx#Notes\", \"book.xlsx#Orders\"");
  }

  @Test
  void sheetThatIsNotThere_isRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> chosen(Optional.of("orders"), rows -> true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no sheet \"orders\"")
        .hasMessageContaining("\"book.xlsx#Orders\"");
  }

  @Test
  void damagedWorkbook_isRefused() throws IOException {
    Path file = Files.write(folder.resolve("book.xlsx"), new byte[] {'P', 'K', 3, 4, 1, 2, 3});

    assertThatThrownBy(() -> Workbook.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("damaged or protected workbook");
  }

  @Test
  void oldWorkbookAndOpenDocument_areRefusedWithTheRemedy() {
    byte[] xls = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0};
    byte[] ods =
        "PK\003\004......mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Workbook.isWorkbook(Path.of("a.xls"), xls))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("(.xls); open it and save it as .xlsx or CSV");
    assertThatThrownBy(() -> Workbook.isWorkbook(Path.of("a.ods"), ods))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("(.ods); open it and save it as .xlsx or CSV");
    assertThatThrownBy(() -> Workbook.isWorkbook(Path.of("a.xlsx"), xls))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("protected by a password; open it, remove the password");
  }

  @Test
  void archiveOfOtherFiles_isNoWorkbook() {
    byte[] zip = "PK\003\004......orders.csv".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Workbook.isWorkbook(Path.of("orders.zip"), zip)).isFalse();
    assertThat(Workbook.isWorkbook(Path.of("orders.xlsx"), zip)).isTrue();
    assertThat(Workbook.isWorkbook(Path.of("orders.csv"), new byte[] {'a'})).isFalse();
  }

  @Test
  void path_mayNameASheet() {
    assertThat(SheetName.parse("in/Sales.XLSX#May 2025"))
        .isEqualTo(new SheetName("in/Sales.XLSX", Optional.of("May 2025")));
    assertThat(SheetName.parse("a#b.csv")).isEqualTo(new SheetName("a#b.csv", Optional.empty()));
    assertThat(SheetName.parse("a.xlsx")).isEqualTo(new SheetName("a.xlsx", Optional.empty()));
  }
}
