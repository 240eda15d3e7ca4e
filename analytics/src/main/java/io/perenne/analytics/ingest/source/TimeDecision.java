// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.Resources;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TimeShape.Order;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.ingest.text.TableFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides how the dates of one column are written. */
final class TimeDecision {

  static final TimeStyle PLAIN = new TimeStyle(Order.YMD, "", false);

  private final Connection connection;
  private final EngineReader reader;
  private final ReadOptions options;
  private final Set<String> nullTexts;

  TimeDecision(Connection connection, EngineReader reader, ReadOptions options) {
    this.connection = connection;
    this.reader = reader;
    this.options = options;
    this.nullTexts = Set.copyOf(options.nullTexts());
  }

  /** From the user's word or the sample; undecided if they do not tell day from month. */
  TimeStyle sampled(TableFile table, FieldMapping found) {
    TimeStyle style = TimeStyle.of(table.sample().values(found.index(), nullTexts)).orElse(PLAIN);
    if (ColumnName.saysUtc(found.column())) {
      style = style.inUtc();
    }
    return options.dateFormat() == null ? style : style.as(options.dateFormat());
  }

  /** From the sample, and if that does not tell, from all rows. */
  TimeStyle decided(TableFile table, FieldMapping found) throws SQLException {
    TimeStyle style = sampled(table, found);
    return style.isUndecided() ? fromAllRows(table, found, style) : style;
  }

  /** From every row of the file; refused if even that does not tell. */
  TimeStyle fromAllRows(TableFile table, FieldMapping found, TimeStyle style) throws SQLException {
    String sql =
        Resources.sql(
            "day_or_month.sql",
            Map.of(
                "column", table.engineColumn(found.index()), "reader", reader.sql(List.of(table))));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      boolean dayFirst = result.getLong(1) > 12;
      boolean monthFirst = result.getLong(2) > 12;
      if (dayFirst != monthFirst) {
        return style.decided(dayFirst ? Order.DMY : Order.MDY);
      }
    }
    throw InputException.of(
        table.path(),
        "column "
            + found.column()
            + ": nothing tells the day from the month in dates like "
            + found.sample()
            + "; say it with --set input.date-format=dmy or mdy");
  }
}
