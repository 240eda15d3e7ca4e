// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.perenne.analytics.ingest.column.ColumnRecogniser;
import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.TableSample.Column;
import io.perenne.analytics.ingest.column.TimeShape;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.sql.Sql;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQL expressions that read one column of a file as text, number, time or flag. */
final class ValueSql {

  /** What stands before an offset that follows a clock, and the offset. */
  private static final String CLOCK_WITH_OFFSET =
      "(?i)^(.*\\d:\\d{2}(?::\\d{2})?(?:\\s*[ap][.]?\\s?m[.]?)?)\\s*"
          + "(Z|[-+]\\d{2}(?::?\\d{2})?|\\s(?:UTC|GMT))$";

  private final ZoneId zone;
  private final String nullTexts;
  private final int longestNullText;

  ValueSql(ZoneId zone, List<String> nullTexts) {
    this.zone = zone;
    this.longestNullText =
        nullTexts.stream().mapToInt(text -> text.getBytes(UTF_8).length).max().orElse(0);
    this.nullTexts =
        Stream.concat(Stream.of(""), nullTexts.stream())
            .map(Sql::quote)
            .collect(Collectors.joining(", "));
  }

  /** Trimmed text, NULL if nothing is left. Numbers lose a {@code .0}: pandas writes ids so. */
  String text(String column, Column type) {
    if (type.isText()) {
      return look("text_patiently", column);
    }
    String text = "CAST(" + column + " AS VARCHAR)";
    boolean fractional = type.type().equals("DOUBLE") || type.type().equals("FLOAT");
    return fractional ? "regexp_replace(" + text + ", '\\.0$', '')" : text;
  }

  /** Whether a text of a raw column is not what {@link #text} makes of it. */
  String needsCare(String column) {
    return look("needs_care", column);
  }

  private String look(String resource, String column) {
    String clean =
        Sql.fill(
            ValueSql.class,
            "clean_text",
            Map.of("column", column, "longest_null_text", Integer.toString(longestNullText)));
    return Sql.fill(
        ValueSql.class,
        resource,
        Map.of("column", column, "null_texts", nullTexts, "clean", clean));
  }

  /** Trimmed text of a column whose null texts the engine has already made NULL. */
  static String textQuickly(String column) {
    return Sql.fill(ValueSql.class, "text_quickly", Map.of("column", column));
  }

  static ValueReading number(String column, Column type, DecimalMark style, int scale) {
    String decimal = "DECIMAL(18, " + scale + ")";
    if (type.type().equals(decimal.replace(" ", ""))) {
      return ValueReading.only(column, decimal);
    }
    if (!type.isText()) {
      return ValueReading.only("TRY_CAST(" + column + " AS " + decimal + ")", decimal);
    }
    Map<String, String> parts =
        Map.of(
            "bare", Sql.fill(ValueSql.class, "number_bare", Map.of("text", column)),
            "scale", Integer.toString(scale));
    if (style == DecimalMark.POINT) {
      return new ValueReading(
          "TRY_CAST(" + column + " AS " + decimal + ")",
          Sql.fill(ValueSql.class, "number_point", parts));
    }
    String unless = "CASE WHEN NOT contains(" + column + ", '.') THEN replace(" + column;
    return new ValueReading(
        "TRY_CAST(" + unless + ", ',', '.') END AS " + decimal + ")",
        Sql.fill(ValueSql.class, "number_comma", parts));
  }

  /** A local time of the tenant's zone; NULL if unreadable. */
  ValueReading time(String column, Column type, TimeStyle style) {
    if (type.type().equals("TIMESTAMP WITH TIME ZONE")) {
      return whole("timezone(" + zone() + ", " + column + ")");
    }
    if (ColumnRecogniser.isTemporal(type.type())) {
      String time = type.type().equals("TIMESTAMP") ? column : "CAST(" + column + " AS TIMESTAMP)";
      return whole(local(time, style));
    }
    String text = type.isText() ? column : "CAST(" + column + " AS VARCHAR)";
    return switch (style.order()) {
      case CUSTOM -> whole(custom(text, style));
      case COMPACT -> whole(local(sql("time_compact", text), style));
      case NAMED_MONTH -> whole(named(text, style));
      case EPOCH_SECONDS -> whole(epoch(text, 1_000_000));
      case EPOCH_MILLIS -> whole(epoch(text, 1_000));
      case YMD, DMY, MDY, DMY_OR_MDY -> numeric(text, style);
    };
  }

  private static ValueReading whole(String expression) {
    return ValueReading.only(expression, "TIMESTAMP");
  }

  private static String sql(String name, String text) {
    return Sql.fill(ValueSql.class, name, Map.of("text", text));
  }

  private String zone() {
    return Sql.quote(zone.getId());
  }

  private String local(String time, TimeStyle style) {
    return style.utc() ? "timezone(" + zone() + ", timezone('UTC', " + time + "))" : time;
  }

  private String custom(String text, TimeStyle style) {
    String time = "try_strptime(" + text + ", " + Sql.quote(style.format()) + ")";
    boolean zoned = style.format().contains("%z") || style.format().contains("%Z");
    return zoned ? "timezone(" + zone() + ", " + time + ")" : local(time, style);
  }

  private String named(String text, TimeStyle style) {
    String bare = "regexp_replace(" + text + ", " + Sql.quote(CLOCK_WITH_OFFSET) + ", '\\1')";
    return Sql.fill(
        ValueSql.class,
        "time_named_zoned",
        Map.of(
            "text", text,
            "offset", CLOCK_WITH_OFFSET,
            "zone", zone(),
            "bare", sql("time_named_month", bare),
            "local", local(sql("time_named_month", text), style)));
  }

  private String epoch(String text, int microseconds) {
    return Sql.fill(
        ValueSql.class,
        "time_epoch",
        Map.of("text", text, "zone", zone(), "microseconds", Integer.toString(microseconds)));
  }

  private ValueReading numeric(String text, TimeStyle style) {
    boolean monthFirst = style.order() == TimeShape.Order.MDY;
    String iso =
        Sql.fill(
            ValueSql.class,
            "time_in_iso_order",
            monthFirst
                ? Map.of("text", text, "month", "\\1", "day", "\\2")
                : Map.of("text", text, "month", "\\2", "day", "\\1"));
    String otherwise =
        Sql.fill(
            ValueSql.class,
            "time_text",
            Map.of(
                "local", local(Sql.fill(ValueSql.class, "time_iso", Map.of("iso", iso)), style),
                "zoned",
                    Sql.fill(ValueSql.class, "time_zoned", Map.of("iso", iso, "zone", zone()))));
    String usual =
        style.format().isEmpty()
            ? "CAST(NULL AS TIMESTAMP)"
            : "try_strptime(" + text + ", " + Sql.quote(style.format()) + ")";
    return new ValueReading(local(usual, style), otherwise);
  }
}
