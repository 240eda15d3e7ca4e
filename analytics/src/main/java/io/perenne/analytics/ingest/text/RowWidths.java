// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether the rows of a table are as wide as its header. A wider row is shifted: its values stand
 * under the wrong names, and nothing else would tell.
 *
 * @param kind what was found
 * @param header how many names the header has
 * @param usual how many values most rows have
 * @param lines the lines of the rows that are too wide, at most {@value #TOLD}
 */
public record RowWidths(Kind kind, int header, int usual, List<Long> lines) {

  private static final int TOLD = 10;

  /** What the widths say. */
  public enum Kind {
    /** No row has more values than the header has names. */
    FIT,
    /** Every value beyond the header is empty, as where a delimiter ends each line. */
    EMPTY_AT_END,
    /**
     * Nearly all rows begin with a running number that the header does not name, as R writes row
     * names: the names belong one column to the right.
     */
    ROW_NUMBERS,
    /** A decimal comma seems to stand unquoted between delimiters: {@code 61,40}. */
    DECIMAL_COMMA,
    /** Most rows are wider than the header, for no reason that shows. */
    MOST_WIDER,
    /** Some rows are wider than the header; they are rejects. */
    SOME_WIDER
  }

  private static final double MOST = 0.5;
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\D{0,3}\\d{1,9}");
  private static final Pattern CENTS = Pattern.compile("\\d{2}(\\D{0,4})");

  public RowWidths {
    lines = List.copyOf(lines);
  }

  /**
   * Compares rows with their header.
   *
   * @param names the names of the columns
   * @param rows the rows below them
   * @param delimiter what stands between two values
   */
  public static RowWidths of(List<String> names, List<CsvRow> rows, String delimiter) {
    int header = names.size();
    List<CsvRow> wider = new ArrayList<>();
    List<CsvRow> full = new ArrayList<>();
    for (CsvRow row : rows) {
      if (row.fields().size() > header) {
        wider.add(row);
        if (row.fields().subList(header, row.fields().size()).stream()
            .anyMatch(value -> !value.isBlank())) {
          full.add(row);
        }
      }
    }
    int usual = CsvFormatDetector.usualWidth(rows);
    Kind kind =
        wider.isEmpty()
            ? Kind.FIT
            : full.isEmpty() ? Kind.EMPTY_AT_END : kind(header, full, rows.size(), delimiter);
    return new RowWidths(kind, header, usual, full.stream().map(CsvRow::line).limit(TOLD).toList());
  }

  private static Kind kind(int header, List<CsvRow> wider, int rows, String delimiter) {
    boolean most = wider.size() > MOST * rows;
    if (delimiter.equals(",") && haveDecimals(header, wider)) {
      return Kind.DECIMAL_COMMA;
    }
    if (!most) {
      return Kind.SOME_WIDER;
    }
    return wider.size() == rows && runningNumbers(header, wider)
        ? Kind.ROW_NUMBERS
        : Kind.MOST_WIDER;
  }

  /** Whether all wider rows have, at one place, a whole number followed by two digits. */
  private static boolean haveDecimals(int header, List<CsvRow> wider) {
    for (int place = 0; place < header; place++) {
      int at = place;
      if (wider.stream().allMatch(row -> isDecimal(row.fields(), at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDecimal(List<String> values, int at) {
    return at + 1 < values.size()
        && WHOLE.matcher(values.get(at).strip()).matches()
        && CENTS.matcher(values.get(at + 1).strip()).matches();
  }

  private static boolean runningNumbers(int header, List<CsvRow> rows) {
    long before = -1;
    for (CsvRow row : rows) {
      String first = row.fields().get(0).strip();
      if (row.fields().size() != header + 1 || !first.matches("\\d{1,15}")) {
        return false;
      }
      long number = Long.parseLong(first);
      if (before >= 0 && number != before + 1) {
        return false;
      }
      before = number;
    }
    return true;
  }

  /** Whether the file is to be refused rather than read with its values under the wrong names. */
  public boolean isRefused() {
    return kind == Kind.DECIMAL_COMMA || kind == Kind.MOST_WIDER;
  }
}
