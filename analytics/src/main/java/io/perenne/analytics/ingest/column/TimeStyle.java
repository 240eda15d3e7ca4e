// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import io.perenne.analytics.ingest.column.TimeShape.Order;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the dates of one column are written.
 *
 * @param order the order of day, month and year
 * @param format strptime letters that fit most values; empty if none does. Values that do not fit
 *     are still read by the rules of {@code order}
 * @param utc whether a time without offset is UTC, as the column's name says, instead of local
 */
public record TimeStyle(Order order, String format, boolean utc) {

  /** This style as the user wants it: {@code ymd}, {@code dmy}, {@code mdy} or strptime letters. */
  public TimeStyle as(String wanted) {
    return switch (wanted) {
      case "ymd" -> order == Order.YMD ? this : new TimeStyle(Order.YMD, "", utc);
      case "dmy" -> isUndecided() ? decided(Order.DMY) : new TimeStyle(Order.DMY, "", utc);
      case "mdy" -> isUndecided() ? decided(Order.MDY) : new TimeStyle(Order.MDY, "", utc);
      default -> new TimeStyle(Order.CUSTOM, wanted, utc);
    };
  }

  public TimeStyle inUtc() {
    return new TimeStyle(order, format, true);
  }

  /** This style with the open question of day and month answered. */
  public TimeStyle decided(Order answer) {
    boolean dayFirst = answer == Order.DMY;
    String decided =
        format.replace("?1", dayFirst ? "%d" : "%m").replace("?2", dayFirst ? "%m" : "%d");
    return new TimeStyle(answer, decided, utc);
  }

  public boolean isUndecided() {
    return order == Order.DMY_OR_MDY;
  }

  /**
   * The style most dates among {@code values} show; absent if none is a date. Undecided if nothing
   * tells day from month.
   */
  public static Optional<TimeStyle> of(List<String> values) {
    Map<Order, Integer> orders = new EnumMap<>(Order.class);
    Map<String, Integer> formats = new HashMap<>();
    int dayFirst = 0;
    int monthFirst = 0;
    int dates = 0;
    for (String value : values) {
      TimeShape shape = TimeShape.of(value.strip()).orElse(null);
      if (shape == null) {
        continue;
      }
      dates++;
      orders.merge(shape.order(), 1, Integer::sum);
      formats.merge(shape.format(), 1, Integer::sum);
      if (shape.order() == Order.DMY_OR_MDY) {
        dayFirst += shape.first() > 12 ? 1 : 0;
        monthFirst += shape.second() > 12 ? 1 : 0;
      }
    }
    if (dates == 0) {
      return Optional.empty();
    }
    TimeStyle style = new TimeStyle(mostFrequent(orders), mostFrequent(formats), false);
    if (!style.isUndecided() || dayFirst == monthFirst) {
      return Optional.of(style);
    }
    return Optional.of(style.decided(dayFirst > monthFirst ? Order.DMY : Order.MDY));
  }

  /** The most frequent key; of equals, the one that sorts first, so that the answer repeats. */
  private static <K extends Comparable<K>> K mostFrequent(Map<K, Integer> counts) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<K, Integer>comparingByValue()
                .thenComparing(Map.Entry.<K, Integer>comparingByKey().reversed()))
        .orElseThrow()
        .getKey();
  }

  /** Whether {@code value} is spelled exactly by {@link #format()}. */
  public boolean fits(String value) {
    return TimeShape.of(value)
        .map(shape -> new TimeStyle(shape.order(), shape.format(), utc).decided(order))
        .filter(style -> style.format().equals(format))
        .isPresent();
  }
}
