// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.column.TimeShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A time of day that stands in a column of its own, beside that of the date. */
final class ClockColumn {

  private static final Set<String> NAMES =
      Set.of(
          "time",
          "ordertime",
          "saletime",
          "transactiontime",
          "purchasetime",
          "invoicetime",
          "timeofday",
          "hour",
          "hora",
          "horaventa",
          "horapedido",
          "horacompra",
          "heure",
          "uhrzeit",
          "zeit",
          "ora",
          "orario");

  private static final Pattern CLOCK =
      Pattern.compile(
          "(1899-12-3[01] |1900-01-0[01] )?\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?(\\s*[apAP]\\.?\\s?[mM]\\.?)?");

  private static final Pattern WITH_CLOCK = Pattern.compile(".*\\d:\\d{2}.*");

  private ClockColumn() {}

  /**
   * Returns the column with the time of day of a file whose dates have none.
   *
   * @param mapping the columns found
   */
  static Optional<FieldMapping> find(
      TableSample sample, List<FieldMapping> mapping, Set<String> nullTexts) {
    List<FieldMapping> dates =
        mapping.stream().filter(found -> found.field().equals("time")).toList();
    if (dates.size() != 1 || !areDays(sample.values(dates.get(0).index(), nullTexts))) {
      return Optional.empty();
    }
    List<FieldMapping> clocks = new ArrayList<>();
    for (int i = 0; i < sample.columns().size(); i++) {
      int index = i;
      String name = sample.names().get(i);
      List<String> values = sample.values(i, nullTexts);
      if (NAMES.contains(ColumnName.normal(name))
          && mapping.stream().noneMatch(found -> found.index() == index)
          && !values.isEmpty()
          && values.stream().allMatch(value -> CLOCK.matcher(value).matches())) {
        clocks.add(new FieldMapping("time", name, i, Texts.message("column.clock"), values.get(0)));
      }
    }
    return clocks.size() == 1 ? Optional.of(clocks.get(0)) : Optional.empty();
  }

  private static boolean areDays(List<String> values) {
    return values.stream()
        .filter(value -> TimeShape.of(value).isPresent())
        .map(ClockColumn::withoutMidnight)
        .noneMatch(value -> WITH_CLOCK.matcher(value).matches());
  }

  private static String withoutMidnight(String date) {
    return date.replaceFirst("[ T]00:00(:00([.]0+)?)?$", "");
  }

  /** Returns the sampled times of a file, dates with their time of day. */
  static List<String> times(TransactionFile file, Set<String> nullTexts) {
    TableSample sample = file.table().sample();
    List<FieldMapping> columns = file.all("time");
    if (columns.size() == 1) {
      return sample.values(columns.get(0).index(), nullTexts);
    }
    List<String> times = new ArrayList<>();
    for (List<String> row : sample.rows()) {
      if (row.size() == sample.columns().size()) {
        String date = withoutMidnight(row.get(columns.get(0).index()).strip());
        String clock = row.get(columns.get(1).index()).strip();
        String time = clock.replaceFirst("^(1899-12-3[01]|1900-01-0[01])[ T]", "");
        if (!date.isEmpty() && !nullTexts.contains(date)) {
          times.add((date + " " + time).strip());
        }
      }
    }
    return times;
  }
}
