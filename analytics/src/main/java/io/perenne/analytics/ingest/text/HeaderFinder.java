// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.TimeShape;
import io.perenne.analytics.ingest.column.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the row that names the columns where people put titles, dates of printing and empty rows
 * above it, units below it, or spread the names over two rows.
 */
public final class HeaderFinder {

  private static final int LOOKED_AT = 40;
  private static final double FILLED = 0.5;
  private static final Pattern SEPARATOR =
      Pattern.compile("\\A\ufeff?\"?sep=(.)\"?[^\\S\r\n]*(\r\n|\r|\n)", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNIT =
      Pattern.compile(
          "\\(.*\\)|\\[.*\\]|[\\p{Sc}%]|EUR|USD|GBP|ud|uds|u\\.|st|stk|pcs|kg|dd.mm.yyyy");

  private final Predicate<String> isKnownName;

  private static final Vocabulary TRANSACTIONS = Vocabulary.load("transaction_columns.txt");
  private static final Vocabulary CUSTOMERS = Vocabulary.load("customer_columns.txt");

  /** A finder that knows the names of all fields of transactions and customers. */
  public static HeaderFinder usual() {
    return new HeaderFinder(HeaderFinder::isUsualName);
  }

  static boolean isUsualName(String name) {
    return TRANSACTIONS.knows(name) || CUSTOMERS.knows(name);
  }

  /** Makes a finder to which some names are known to be names of columns. */
  public HeaderFinder(Predicate<String> isKnownName) {
    this.isKnownName = isKnownName;
  }

  /**
   * Where the table begins.
   *
   * @param line the line of the row that names the columns, from 1; of the first of two
   * @param names the names of the columns
   * @param dataLine the line of the first row of data, or the one after the header
   * @param certain whether nothing speaks for another row; else a user should be asked
   */
  public record Header(long line, List<String> names, long dataLine, boolean certain) {
    public Header {
      names = List.copyOf(names);
    }
  }

  /**
   * The delimiter that a first line {@code sep=;} names for spreadsheets; the line is no row of the
   * table.
   */
  public static Optional<String> separatorLine(String text) {
    Matcher matcher = SEPARATOR.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * The header among the first rows of a text; empty if no row seems to name columns.
   *
   * @param rows the first rows, titles and empty ones among them
   */
  public Optional<Header> find(List<CsvRow> rows) {
    int width = CsvFormatDetector.usualWidth(rows);
    int looked = Math.min(rows.size(), LOOKED_AT);
    int best = -1;
    double bestScore = 0;
    double second = 0;
    for (int i = 0; i < looked; i++) {
      double score = score(rows, i, width);
      if (score > bestScore) {
        second = bestScore;
        best = i;
        bestScore = score;
      } else {
        second = Math.max(second, score);
      }
    }
    return best < 0
        ? Optional.empty()
        : Optional.of(header(rows, best, width, second < 0.8 * bestScore));
  }

  /**
   * How much row {@code i} looks like names above data: 0 if it cannot be; else up to 1 for its
   * filled cells, and 1 for the share of names that are known.
   */
  private double score(List<CsvRow> rows, int i, int width) {
    List<String> cells = rows.get(i).fields();
    int filled = filled(cells);
    boolean wide = filled >= Math.max(width == 1 ? 1 : 2, FILLED * width);
    if (!wide || !dataFollows(rows, i, width) || !areNames(names(rows, i, width))) {
      return 0;
    }
    long known = cells.stream().filter(cell -> !cell.isBlank()).filter(isKnownName).count();
    return filled / (double) Math.max(width, cells.size()) + known / (double) filled;
  }

  /** The names of row {@code i}, each with that of a group of columns above it. */
  private static List<String> names(List<CsvRow> rows, int i, int width) {
    List<String> cells = rows.get(i).fields();
    List<String> above = i > 0 ? rows.get(i - 1).fields() : List.of();
    return isUpperHalf(above, cells, width) ? joined(above, cells) : cells;
  }

  private static int filled(List<String> cells) {
    return (int) cells.stream().filter(cell -> !cell.isBlank()).count();
  }

  /** Whether no cell is a number or a date, and none is there twice. */
  private static boolean areNames(List<String> cells) {
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      String name = cell.strip();
      if (!name.isEmpty() && (isValue(name) || !seen.add(name.toLowerCase(Locale.ROOT)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isValue(String text) {
    return DecimalMark.isNumber(text) || TimeShape.of(text).isPresent();
  }

  /** Whether the next full row, or the one after a row of units or further names, has values. */
  private static boolean dataFollows(List<CsvRow> rows, int header, int width) {
    int full = 0;
    for (int i = header + 1; i < rows.size() && full < 2; i++) {
      List<String> cells = rows.get(i).fields();
      if (filled(cells) >= Math.max(1, FILLED * width)) {
        full++;
        if (cells.stream().map(String::strip).anyMatch(HeaderFinder::isValue)) {
          return true;
        }
      }
    }
    // a table of texts, or one without rows
    return full == 0 || header == 0;
  }

  private Header header(List<CsvRow> rows, int index, int width, boolean certain) {
    List<String> names = names(rows, index, width);
    int first = names.equals(rows.get(index).fields()) ? index : index - 1;
    int data = index + 1;
    while (data < rows.size() && isBetween(rows.get(data).fields())) {
      data++;
    }
    long dataLine = data < rows.size() ? rows.get(data).line() : rows.get(data - 1).line() + 1;
    return new Header(rows.get(first).line(), names, dataLine, certain);
  }

  /** Whether the row above names groups of columns: several names, as wide as the lower half. */
  private static boolean isUpperHalf(List<String> above, List<String> names, int width) {
    boolean several = filled(above) >= 2 && above.size() == names.size() && width > 1;
    boolean gaps = filled(names) < names.size() || filled(above) < above.size();
    return several && gaps && above.stream().map(String::strip).noneMatch(HeaderFinder::isValue);
  }

  /** Both halves of each name; a name above stands over the empty cells to its right, too. */
  private static List<String> joined(List<String> above, List<String> below) {
    List<String> names = new ArrayList<>();
    String group = "";
    for (int i = 0; i < below.size(); i++) {
      String upper = above.get(i).strip();
      String lower = below.get(i).strip();
      group = upper.isEmpty() && !lower.isEmpty() ? group : upper;
      names.add((group + " " + lower).strip());
    }
    return names;
  }

  /** Whether a row below the header is empty, a rule of dashes, or names units. */
  private static boolean isBetween(List<String> cells) {
    return cells.stream()
        .map(String::strip)
        .allMatch(
            cell -> cell.isEmpty() || cell.matches("[-=_]{2,}") || UNIT.matcher(cell).matches());
  }
}
