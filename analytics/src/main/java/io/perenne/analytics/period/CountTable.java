// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.meaning.FlagWords;
import io.perenne.analytics.ingest.source.TableReader;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.ingest.text.CsvTable;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A small table of whole numbers with a header. Everything that is wrong with it is told together,
 * by line and column; nothing is left out in silence.
 */
final class CountTable {
  private static final int MOST_PROBLEMS = 10;
  private static final int MOST_PERIODS = 10_000;
  private static final Set<String> ENDED = Set.of("ended", "cancelled", "canceled");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}(\\.0{1,2})?");
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

  private final Path file;
  private final List<String> header;
  private final List<CsvRow> rows;
  private final List<Problem> problems = new ArrayList<>();

  private CountTable(Path file, List<String> header, List<CsvRow> rows) {
    this.file = file;
    this.header = header;
    this.rows = rows;
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it cannot be read, has no row below its header, or two columns of one
   *     name
   */
  static CountTable read(Path file, ReadOptions options) {
    CsvTable table = TableReader.read(file, options);
    List<String> header =
        table.header().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    List<CsvRow> rows =
        table.rows().stream()
            .filter(row -> !row.fields().stream().allMatch(String::isBlank))
            .toList();
    CountTable counts = new CountTable(file, header, rows);
    if (header.isEmpty() || rows.isEmpty()) {
      throw counts.refused(Texts.message("problem.period.empty"));
    }
    Set<String> names = new HashSet<>();
    for (String name : header) {
      if (!names.add(name)) {
        throw counts.refused(Texts.message("problem.period.twice", name));
      }
    }
    return counts;
  }

  private InputException refused(Message what) {
    return new InputException(
        Problem.of(what)
            .withWhere(file.toString())
            .withValue(String.join(",", header))
            .withRemedy(Texts.message("problem.period.layouts")));
  }

  Path file() {
    return file;
  }

  List<String> header() {
    return header;
  }

  List<CsvRow> rows() {
    return rows;
  }

  /** Returns the place of the first of some names that a column has. */
  OptionalInt find(List<String> names) {
    return names.stream().mapToInt(header::indexOf).filter(place -> place >= 0).findFirst();
  }

  /**
   * Returns the place of a column.
   *
   * @throws InputException if there is none of these names
   */
  int require(List<String> names) {
    return find(names)
        .orElseThrow(
            () -> refused(Texts.message("problem.period.column", String.join(" | ", names))));
  }

  /**
   * Requires that there is no column of some names.
   *
   * @throws InputException if there is one, as the table is of another kind
   */
  void requireNone(List<String> names) {
    OptionalInt found = find(names);
    if (found.isPresent()) {
      throw refused(Texts.message("problem.period.other", header.get(found.getAsInt())));
    }
  }

  /** Returns a field; a blank one, and one that the row is too short for, as an empty text. */
  String text(CsvRow row, int column) {
    return column < row.fields().size() ? row.fields().get(column).strip() : "";
  }

  /** Returns a whole number, at least 0; notes the problem and returns empty if it is none. */
  OptionalInt count(CsvRow row, int column) {
    String text = text(row, column);
    if (WHOLE.matcher(text).matches()) {
      return OptionalInt.of(Integer.parseInt(text.replaceFirst("\\..*", "")));
    }
    note(
        row,
        column,
        Texts.message("problem.period.count"),
        Texts.message("problem.period.count.remedy"));
    return OptionalInt.empty();
  }

  /** Returns a number of periods, at most 10,000; notes the problem and returns empty if not. */
  OptionalInt periods(CsvRow row, int column) {
    OptionalInt count = count(row, column);
    if (count.isEmpty() || count.getAsInt() <= MOST_PERIODS) {
      return count;
    }
    note(
        row,
        column,
        Texts.message("problem.period.long"),
        Texts.message("problem.period.long.remedy"));
    return OptionalInt.empty();
  }

  /** Returns an amount of money, at least 0; notes the problem and returns empty if it is none. */
  OptionalDouble amount(CsvRow row, int column) {
    String text = text(row, column);
    if (AMOUNT.matcher(text).matches()) {
      return OptionalDouble.of(Double.parseDouble(text));
    }
    note(
        row,
        column,
        Texts.message("problem.period.amount"),
        Texts.message("problem.period.amount.remedy"));
    return OptionalDouble.empty();
  }

  /** Returns yes or no; notes the problem and returns empty if it is neither. */
  Optional<Boolean> flag(CsvRow row, int column) {
    String text = text(row, column).toLowerCase(Locale.ROOT);
    if (FlagWords.isYes(text) || text.equals("active")) {
      return Optional.of(true);
    }
    if (FlagWords.isNo(text) || ENDED.contains(text)) {
      return Optional.of(false);
    }
    note(
        row,
        column,
        Texts.message("problem.period.flag"),
        Texts.message("problem.period.flag.remedy"));
    return Optional.empty();
  }

  /** Notes that a value cannot be used. */
  void note(CsvRow row, int column, Message what, Message remedy) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(
          Problem.of(what)
              .withWhere(
                  Texts.message(
                      "problem.period.cell", file.toString(), "" + row.line(), header.get(column)))
              .withValue(text(row, column))
              .withRemedy(remedy));
    }
  }

  /**
   * Notes rows that are wider than the header or whose quotes are broken, and refuses the table if
   * anything was noted.
   */
  void requireSound() {
    for (CsvRow row : rows) {
      boolean wide = row.fields().size() > header.size();
      if ((wide || row.problem().isPresent()) && problems.size() < MOST_PROBLEMS) {
        problems.add(
            Problem.of(Texts.message("problem.period.row", "" + header.size()))
                .withWhere(Texts.message("problem.line", file.toString(), "" + row.line()))
                .withValue(
                    language ->
                        row.problem()
                            .map(problem -> problem.in(language))
                            .orElseGet(() -> String.join(",", row.fields()))));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }
}
