// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import io.perenne.analytics.ingest.TableSample.Column;
import java.time.ZoneId;
import java.util.Map;

/** SQL expressions that read one column of a file as text, number, time or flag. */
final class SqlValues {

  private final ZoneId zone;

  SqlValues(ZoneId zone) {
    this.zone = zone;
  }

  /** Trimmed text, NULL if nothing is left. Numbers lose a {@code .0}: pandas writes ids so. */
  static String text(String column, Column type) {
    if (type.isText()) {
      return "nullif(trim(" + column + "), '')";
    }
    String text = "CAST(" + column + " AS VARCHAR)";
    boolean fractional = type.type().equals("DOUBLE") || type.type().equals("FLOAT");
    return fractional ? "regexp_replace(" + text + ", '\\.0$', '')" : text;
  }

  static String number(String column, Column type, NumberStyle style, int scale) {
    if (!type.isText()) {
      return "TRY_CAST(" + column + " AS DECIMAL(18, " + scale + "))";
    }
    String bare = Resources.sql("number_bare.sql", Map.of("text", column));
    String name = style == NumberStyle.COMMA ? "number_comma.sql" : "number_point.sql";
    return Resources.sql(
        name, Map.of("text", column, "bare", bare, "scale", Integer.toString(scale)));
  }

  /** A local time of the tenant's zone; NULL if unreadable. */
  String time(String column, Column type, TimeStyle style) {
    if (type.type().equals("TIMESTAMP WITH TIME ZONE")) {
      return "timezone(" + zone() + ", " + column + ")";
    }
    if (ColumnRecogniser.isTemporal(type.type())) {
      return local("CAST(" + column + " AS TIMESTAMP)", style);
    }
    String text = type.isText() ? column : "CAST(" + column + " AS VARCHAR)";
    return switch (style.order()) {
      case CUSTOM -> custom(text, style);
      case COMPACT -> local(sql("time_compact.sql", text), style);
      case NAMED_MONTH -> local(sql("time_named_month.sql", text), style);
      case EPOCH_SECONDS -> epoch(text, 1_000_000);
      case EPOCH_MILLIS -> epoch(text, 1_000);
      case YMD, DMY, MDY, DMY_OR_MDY -> numeric(text, style);
    };
  }

  private static String sql(String name, String text) {
    return Resources.sql(name, Map.of("text", text));
  }

  private String zone() {
    return Resources.quote(zone.getId());
  }

  private String local(String time, TimeStyle style) {
    return style.utc() ? "timezone(" + zone() + ", timezone('UTC', " + time + "))" : time;
  }

  private String custom(String text, TimeStyle style) {
    String time = "try_strptime(" + text + ", " + Resources.quote(style.format()) + ")";
    boolean zoned = style.format().contains("%z") || style.format().contains("%Z");
    return zoned ? "timezone(" + zone() + ", " + time + ")" : local(time, style);
  }

  private String epoch(String text, int microseconds) {
    return Resources.sql(
        "time_epoch.sql",
        Map.of("text", text, "zone", zone(), "microseconds", Integer.toString(microseconds)));
  }

  private String numeric(String text, TimeStyle style) {
    boolean monthFirst = style.order() == TimeShape.Order.MDY;
    Map<String, String> order =
        monthFirst
            ? Map.of("text", text, "month", "\\1", "day", "\\2")
            : Map.of("text", text, "month", "\\2", "day", "\\1");
    String iso = Resources.sql("time_in_iso_order.sql", order);
    String usual =
        style.format().isEmpty()
            ? "CAST(NULL AS TIMESTAMP)"
            : "try_strptime(" + text + ", " + Resources.quote(style.format()) + ")";
    return Resources.sql(
        "time_text.sql",
        Map.of(
            "usual", local(usual, style),
            "local", local(Resources.sql("time_iso.sql", Map.of("iso", iso)), style),
            "zoned", Resources.sql("time_zoned.sql", Map.of("iso", iso, "zone", zone()))));
  }
}
