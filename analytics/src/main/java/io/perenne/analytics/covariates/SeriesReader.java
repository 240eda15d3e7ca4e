// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a file of covariates with dates and makes the series of each customer. */
final class SeriesReader {

  /** More rows than this do not fit beside a customer and a day into a number to sort by. */
  private static final int MOST_ROWS = 1 << 24;

  private static final int MOST_CUSTOMERS = 1 << 22;

  private final Path file;
  private final List<String> header;
  private final ReadOptions options;
  private final CovariateValue value;
  private final int date;
  private final int customer;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final SeriesFields ids = new SeriesFields();
  private final SeriesFields days = new SeriesFields();
  private final List<SeriesFields> fields = new ArrayList<>();
  private final SeriesFaults faults;
  private int[] lines = new int[1024];
  private long rows;

  /**
   * @param date the column of dates
   * @param customer the column of customers, -1 if the values hold for all
   */
  SeriesReader(
      Path file,
      List<String> header,
      ReadOptions options,
      CovariateValue value,
      int date,
      int customer) {
    this.file = file;
    this.header = header.stream().map(String::strip).toList();
    this.options = options;
    this.value = value;
    this.date = date;
    this.customer = customer;
    this.faults = new SeriesFaults(file);
    for (int i = 0; i < header.size(); i++) {
      if (i != date && i != customer) {
        requireName(i);
        columns.put(this.header.get(i), i);
        fields.add(new SeriesFields());
      }
    }
    if (columns.isEmpty()) {
      throw refused(Texts.message("problem.covariates.dated.header"));
    }
  }

  private InputException refused(Message what) {
    return new InputException(
        Problem.of(what)
            .withWhere(file.toString())
            .withValue(String.join(", ", header))
            .withRemedy(Texts.message("problem.covariates.dated.as-in")));
  }

  private void requireName(int column) {
    String name = header.get(column);
    if (name.isEmpty()) {
      throw refused(Texts.message("problem.covariates.unnamed", "" + (column + 1)));
    }
    if (columns.containsKey(name)) {
      throw refused(Texts.message("problem.period.twice", name));
    }
  }

  /** Takes a row. */
  void add(CsvRow row) {
    rows++;
    String id = customer < 0 || customer >= row.fields().size() ? "" : row.fields().get(customer);
    if (!row.problem().isEmpty()) {
      faults.add(row.line(), row.problem().get());
    } else if (row.fields().size() != header.size()) {
      faults.add(
          row.line(), Texts.message("covariates.fault.fields", row.fields().size(), header.size()));
    } else if (customer >= 0 && value.isMissing(id)) {
      faults.add(row.line(), Texts.message("covariates.fault.no-id"));
    } else {
      keep(row, customer < 0 ? "" : CustomerPlaces.id(id));
    }
  }

  private void keep(CsvRow row, String id) {
    int at = ids.rows();
    if (at == MOST_ROWS) {
      throw refused(Texts.message("problem.covariates.many-rows", "" + MOST_ROWS));
    }
    if (at == lines.length) {
      lines = Arrays.copyOf(lines, 2 * at);
    }
    lines[at] = Math.toIntExact(row.line());
    ids.add(id);
    days.add(row.fields().get(date).strip());
    int c = 0;
    for (int place : columns.values()) {
      fields.get(c++).add(row.fields().get(place).strip());
    }
  }

  /**
   * Returns the table.
   *
   * @param known how another file was read before; null to find out from this one
   */
  SeriesTable table(@Nullable SeriesDesign known) {
    long[] order = order();
    int[] sorted = Arrays.stream(order).mapToInt(key -> (int) (key & (MOST_ROWS - 1))).toArray();
    faults.require(rows, sorted.length > 0);
    List<Message> notes = new ArrayList<>();
    SeriesDesign design = known == null ? design(sorted, notes) : known;
    SeriesMaker maker = new SeriesMaker(design);
    List<List<SeriesReading.Meaning>> meanings = new ArrayList<>();
    List<SeriesFields> read = new ArrayList<>();
    for (SeriesColumn column : design.columns()) {
      Integer place = columns.get(column.name());
      if (place == null) {
        throw refused(Texts.message("problem.covariates.needed", column.name()));
      }
      SeriesFields texts = fields.get(List.copyOf(columns.keySet()).indexOf(column.name()));
      read.add(texts);
      meanings.add(new SeriesReading(column.name(), texts, value).meanings(column));
    }
    String before = "";
    for (int i = 0; i < sorted.length; i++) {
      int row = sorted[i];
      if (i > 0 && ids.code(row) != ids.code(sorted[i - 1])) {
        maker.end(before);
      }
      before = ids.text(row);
      List<SeriesReading.Meaning> said = new ArrayList<>();
      for (int c = 0; c < read.size(); c++) {
        SeriesReading.Meaning meaning = meanings.get(c).get(read.get(c).code(row));
        said.add(meaning);
        int line = lines[row];
        meaning.fault().ifPresent(fault -> faults.add(line, fault));
      }
      maker.add(day(order[i]), said);
    }
    maker.end(before);
    faults.require(rows, true);
    notes.addAll(faults.notes());
    return maker.table(file, customer < 0, notes);
  }

  private static int day(long key) {
    return (int) ((key >>> 24) & 0x1FFFF) + Math.toIntExact(DayText.EARLIEST.toEpochDay());
  }

  /**
   * Returns the rows that can be used as numbers of customer, day and row, sorted: customers by
   * their id, so that nothing depends on the order of rows.
   */
  private long[] order() {
    List<String> texts = new ArrayList<>(days.texts());
    texts.removeIf(value::isMissing);
    Optional<DayText> style = DayText.of(texts, options.dateFormat());
    if (style.isEmpty()) {
      throw new InputException(
          Problem.of(Texts.message("problem.covariates.dates"))
              .withWhere(file + ", " + header.get(date))
              .withValue(texts.get(0))
              .withRemedy(Texts.message("problem.covariates.dates.remedy")));
    }
    List<OptionalInt> read = days.texts().stream().map(style.get()::day).toList();
    if (ids.texts().size() > MOST_CUSTOMERS) {
      throw refused(Texts.message("problem.covariates.many-customers", "" + MOST_CUSTOMERS));
    }
    int[] rank = rank();
    long[] keys = new long[ids.rows()];
    int kept = 0;
    for (int row = 0; row < keys.length; row++) {
      OptionalInt day = read.get(days.code(row));
      if (day.isEmpty()) {
        String text = days.text(row);
        faults.add(
            lines[row],
            value.isMissing(text)
                ? Texts.message("covariates.fault.empty", header.get(date))
                : Texts.message("covariates.fault.no-date", header.get(date), text));
      } else {
        long since = day.getAsInt() - DayText.EARLIEST.toEpochDay();
        keys[kept++] = ((long) rank[ids.code(row)] << 41) | (since << 24) | row;
      }
    }
    long[] sorted = Arrays.copyOf(keys, kept);
    Arrays.sort(sorted);
    return withoutSecond(sorted);
  }

  /** Two rows of a customer and a day contradict each other: the first counts. */
  private long[] withoutSecond(long[] sorted) {
    int kept = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (kept > 0 && sorted[i] >>> 24 == sorted[kept - 1] >>> 24) {
        int row = (int) (sorted[i] & (MOST_ROWS - 1));
        int first = (int) (sorted[kept - 1] & (MOST_ROWS - 1));
        faults.add(
            lines[row],
            customer < 0
                ? Texts.message("covariates.fault.date-twice", days.text(row), "" + lines[first])
                : Texts.message(
                    "covariates.fault.both-twice",
                    ids.text(row),
                    days.text(row),
                    "" + lines[first]));
      } else {
        sorted[kept++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }

  private int[] rank() {
    List<String> sorted = new ArrayList<>(ids.texts());
    sorted.sort(String::compareTo);
    Map<String, Integer> places = new HashMap<>();
    sorted.forEach(id -> places.put(id, places.size()));
    return ids.texts().stream().mapToInt(id -> places.getOrDefault(id, 0)).toArray();
  }

  private SeriesDesign design(int[] sorted, List<Message> notes) {
    List<SeriesColumn> found = new ArrayList<>();
    int c = 0;
    for (String name : columns.keySet()) {
      Optional<SeriesColumn> column =
          new SeriesReading(name, fields.get(c++), value).column(sorted);
      column.ifPresent(found::add);
      if (column.isEmpty()) {
        notes.add(Texts.message("covariates.left-out.dated", name));
      }
    }
    if (found.isEmpty()) {
      throw refused(Texts.message("problem.covariates.dated.all-alike"));
    }
    return new SeriesDesign(found);
  }
}
