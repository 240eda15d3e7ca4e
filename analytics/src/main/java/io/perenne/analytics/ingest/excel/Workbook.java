// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.excel;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * An Excel workbook, {@code .xlsx}. A sheet is copied row by row into delimited text that stands
 * for it from then on; in memory are one row and the workbook's distinct texts.
 */
public final class Workbook implements Closeable {

  private static final int SAMPLE_ROWS = 50;

  private final Path path;
  private final ReadableWorkbook workbook;
  private final CellText texts;

  private Workbook(Path path, ReadableWorkbook workbook) {
    this.path = path;
    this.workbook = workbook;
    texts = new CellText(workbook.isDate1904());
  }

  /**
   * Whether the first bytes of a file are those of a workbook that can be read; those of an old,
   * binary or protected workbook or an OpenDocument spreadsheet are refused with what to do.
   *
   * @param head the first bytes, at least 4,000 if the file has as many
   */
  public static boolean isWorkbook(Path path, byte[] head) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    boolean named = name.endsWith(".xlsx") || name.endsWith(".xlsm");
    if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw InputException.of(
          path,
          Texts.message(
              named || name.endsWith(".xlsb") ? "problem.excel.protected" : "problem.excel.old"));
    }
    if (!startsWith(head, 'P', 'K', 3, 4)) {
      return false;
    }
    String start = new String(head, StandardCharsets.ISO_8859_1);
    if (start.contains("application/vnd.oasis.opendocument") || name.endsWith(".ods")) {
      throw InputException.of(path, Texts.message("problem.excel.open-document"));
    }
    if (name.endsWith(".xlsb")) {
      throw InputException.of(path, Texts.message("problem.excel.binary"));
    }
    return named || start.contains("[Content_Types].xml") || start.contains("xl/work");
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (head.length <= i || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Opens a workbook.
   *
   * @throws InputException if it is damaged or protected by a password
   */
  public static Workbook open(Path path) {
    return open(path, path);
  }

  /** Opens a workbook that a user calls {@code path} and whose bytes are in {@code raw}. */
  public static Workbook open(Path path, Path raw) {
    try {
      ReadingOptions withFormats = new ReadingOptions(true, true);
      return new Workbook(path, new ReadableWorkbook(raw.toFile(), withFormats));
    } catch (IOException | ExcelReaderException e) {
      throw damaged(path, e);
    }
  }

  private static InputException damaged(Path path, Exception cause) {
    return InputException.of(path, Texts.message("problem.excel.damaged"), cause);
  }

  /**
   * The sheet to be read: the one named, else the only visible one with rows, else the only one of
   * these that {@code fits}.
   *
   * @param fits whether the first rows of a sheet seem to be the table that is looked for
   * @return the name of the sheet
   * @throws InputException if there is no such sheet, or more than one
   */
  public String choose(Optional<String> named, Predicate<List<List<String>>> fits) {
    if (named.isPresent()) {
      return sheet(named.get()).getName();
    }
    List<String> filled = new ArrayList<>();
    List<String> fitting = new ArrayList<>();
    for (Sheet sheet : visible()) {
      List<List<String>> first = first(sheet);
      if (first.stream().anyMatch(row -> row.stream().anyMatch(cell -> !cell.isBlank()))) {
        filled.add(sheet.getName());
        if (fits.test(first)) {
          fitting.add(sheet.getName());
        }
      }
    }
    if (filled.size() == 1) {
      return filled.get(0);
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw filled.isEmpty()
        ? InputException.of(path, Texts.message("problem.excel.empty"))
        : InputException.of(
            path,
            Texts.message(
                "problem.excel.which-sheet", names(fitting.isEmpty() ? filled : fitting)));
  }

  private String names(List<String> sheets) {
    return sheets.stream()
        .map(sheet -> "\"" + path.getFileName() + "#" + sheet + "\"")
        .collect(Collectors.joining(", "));
  }

  private List<Sheet> visible() {
    try (Stream<Sheet> sheets = workbook.getSheets()) {
      return sheets.filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE).toList();
    }
  }

  private Sheet sheet(String name) {
    return workbook
        .findSheet(name)
        .orElseThrow(
            () ->
                InputException.of(
                    path,
                    Texts.message(
                        "problem.excel.no-sheet",
                        name,
                        names(visible().stream().map(Sheet::getName).toList()))));
  }

  private List<List<String>> first(Sheet sheet) {
    try (Stream<Row> rows = sheet.openStream()) {
      return rows.limit(SAMPLE_ROWS).map(this::texts).toList();
    } catch (IOException | ExcelReaderException | UncheckedIOException e) {
      throw damaged(path, e);
    }
  }

  /** The cells of a row up to the last that is not empty. */
  private List<String> texts(Row row) {
    List<String> cells = new ArrayList<>(row.getCellCount());
    int filled = 0;
    for (int i = 0; i < row.getCellCount(); i++) {
      String text = texts.of(row.hasCell(i) ? row.getCell(i) : null);
      cells.add(text);
      filled = text.isBlank() ? filled : i + 1;
    }
    return cells.subList(0, filled);
  }

  /**
   * Copies a sheet as UTF-8 text with commas. Row 17 of the sheet is line 17 of the copy; every
   * line has as many fields as the widest row above it, but an empty row is an empty line.
   */
  public void copy(String sheet, Path target) {
    try (BufferedWriter out = Files.newBufferedWriter(target);
        Stream<Row> rows = sheet(sheet).openStream()) {
      int line = 1;
      int width = 1;
      for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
        Row row = each.next();
        List<String> cells = texts(row);
        // rows that are only formatted may go down to the millionth
        if (!cells.isEmpty()) {
          for (; line < row.getRowNum(); line++) {
            out.write('\n');
          }
          width = Math.max(width, cells.size());
          write(out, cells, width);
          line++;
        }
      }
    } catch (IOException | ExcelReaderException | UncheckedIOException e) {
      throw damaged(path, e);
    }
  }

  private static void write(Writer out, List<String> cells, int width) throws IOException {
    for (int i = 0; i < width; i++) {
      if (i > 0) {
        out.write(',');
      }
      String text = i < cells.size() ? cells.get(i) : "";
      boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0;
      out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    workbook.close();
  }
}
