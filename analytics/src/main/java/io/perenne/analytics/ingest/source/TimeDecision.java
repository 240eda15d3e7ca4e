// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TimeShape;
import io.perenne.analytics.ingest.column.TimeShape.Order;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.ingest.text.TableFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides how the dates of one column are written. */
final class TimeDecision {

  static final TimeStyle PLAIN = new TimeStyle(Order.YMD, "", false);

  private final TableProbe probe;
  private final ReadOptions options;
  private final Set<String> nullTexts;

  TimeDecision(TableProbe probe, ReadOptions options) {
    this.probe = probe;
    this.options = options;
    this.nullTexts = Set.copyOf(options.nullTexts());
  }

  /** From the user's word or the sample; undecided if they do not tell day from month. */
  TimeStyle sampled(TableFile table, FieldMapping found) {
    return sampled(table.sample().values(found.index(), nullTexts), found);
  }

  /** Like {@link #sampled}, from values that were put together from several columns. */
  TimeStyle sampled(List<String> values, FieldMapping found) {
    TimeStyle style = TimeStyle.of(values).orElse(PLAIN);
    if (ColumnName.saysUtc(found.column())) {
      style = style.inUtc();
    }
    return options.dateFormat() == null ? style : style.as(options.dateFormat());
  }

  /** From the sample, and if that does not tell, from all rows. */
  TimeStyle decided(TableFile table, FieldMapping found) {
    TimeStyle style = sampled(table, found);
    return style.isUndecided() ? fromAllRows(table, found, style) : style;
  }

  /** From every row of the file; refused if even that does not tell. */
  TimeStyle fromAllRows(TableFile table, FieldMapping found, TimeStyle style) {
    TableProbe.DateNumbers largest = probe.dateNumbers(table, found.index());
    boolean dayFirst = largest.first() > 12;
    boolean monthFirst = largest.second() > 12;
    if (dayFirst != monthFirst) {
      return style.decided(dayFirst ? Order.DMY : Order.MDY);
    }
    if (dayFirst) {
      throw contradiction(table, found);
    }
    throw InputException.of(
        table.path(), Texts.message("problem.dates.undecided", found.column(), found.sample()));
  }

  private InputException contradiction(TableFile table, FieldMapping found) {
    List<String> values = table.sample().values(found.index(), nullTexts);
    return InputException.of(
        table.path(),
        Texts.message(
            "problem.dates.contradict",
            found.column(),
            first(values, true)
                .<Object>map(value -> value)
                .orElseGet(() -> Texts.message("problem.dates.day-first")),
            first(values, false)
                .<Object>map(value -> value)
                .orElseGet(() -> Texts.message("problem.dates.month-first"))));
  }

  /** The first value whose first, or second, number is no month. */
  private static Optional<String> first(List<String> values, boolean dayFirst) {
    return values.stream()
        .filter(
            value ->
                TimeShape.of(value)
                    .filter(shape -> (dayFirst ? shape.first() : shape.second()) > 12)
                    .filter(shape -> shape.order() == Order.DMY_OR_MDY)
                    .isPresent())
        .findFirst();
  }
}
