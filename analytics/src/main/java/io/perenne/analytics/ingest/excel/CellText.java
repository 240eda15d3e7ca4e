// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.excel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/**
 * Cells as Excel shows them, but for rounding: dates and times by the format of the cell, in ISO
 * form; numbers with all their digits and a decimal point, without the noise of doubles beyond the
 * fifteenth digit; zeros in front of an id where the format asks for them.
 */
final class CellText {

  /** Excel keeps fifteen significant digits. */
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  /** In the formats built into Excel. */
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|_.|\\*.");

  private static final Pattern ZEROS = Pattern.compile("0{2,}");
  private static final Pattern LINE_END = Pattern.compile("\\R");
  private static final LocalDate EPOCH_1900 = LocalDate.of(1899, 12, 30);
  private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);
  private static final long SECONDS_PER_DAY = 86_400;

  /** How a number is shown. */
  private enum Shown {
    NUMBER,
    DATE,
    TIME,
    DATE_TIME
  }

  private final LocalDate epoch;
  private final Map<String, Shown> formats = new HashMap<>();

  CellText(boolean date1904) {
    epoch = date1904 ? EPOCH_1904 : EPOCH_1900;
  }

  /** The text of a cell, on one line; empty for one that is empty. */
  String of(@Nullable Cell cell) {
    if (cell == null || cell.getType() == CellType.EMPTY) {
      return "";
    }
    Object value = cell.getValue();
    if (value instanceof BigDecimal number) {
      return number(number, cell.getDataFormatId(), cell.getDataFormatString());
    }
    if (value instanceof Boolean truth) {
      return truth.toString();
    }
    String text = value instanceof String string ? string : cell.getRawValue();
    return text == null ? "" : LINE_END.matcher(text).replaceAll(" ");
  }

  /** A number shown by a format; both parts of the format may be absent. */
  String number(BigDecimal value, @Nullable Integer formatId, @Nullable String format) {
    String pattern = format == null ? "" : format;
    Shown shown = formats.computeIfAbsent(formatId + "|" + pattern, k -> shown(formatId, pattern));
    if (shown != Shown.NUMBER && isTime(value)) {
      return time(value, shown);
    }
    String plain = plain(value);
    boolean padded = ZEROS.matcher(pattern).matches() && plain.matches("\\d+");
    return padded ? "0".repeat(Math.max(0, pattern.length() - plain.length())) + plain : plain;
  }

  private static boolean isTime(BigDecimal value) {
    // Excel knows no dates before 1900 and none after 9999
    return value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(2_958_466)) < 0;
  }

  private static String plain(BigDecimal value) {
    BigDecimal rounded = value.round(DIGITS).stripTrailingZeros();
    if (rounded.signum() == 0) {
      return "0";
    }
    boolean tooLong = rounded.precision() - rounded.scale() > DIGITS.getPrecision();
    if (!tooLong) {
      return rounded.toPlainString();
    }
    // a program may have written more digits than Excel keeps; else nobody knows the last ones
    boolean exact = value.scale() == 0 && value.compareTo(rounded) != 0;
    return exact ? value.toPlainString() : exponent(rounded);
  }

  /** Fifteen digits and an exponent, as {@code 4.50012345678901E+18}. */
  private static String exponent(BigDecimal value) {
    BigDecimal digits = value.movePointLeft(value.precision() - value.scale() - 1);
    int power = value.precision() - value.scale() - 1;
    return digits.setScale(DIGITS.getPrecision() - 1, RoundingMode.UNNECESSARY).toPlainString()
        + "E+"
        + power;
  }

  private String time(BigDecimal value, Shown shown) {
    long seconds =
        value
            .multiply(BigDecimal.valueOf(SECONDS_PER_DAY))
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    LocalDate day = epoch.plusDays(Math.floorDiv(seconds, SECONDS_PER_DAY));
    LocalTime time = LocalTime.ofSecondOfDay(Math.floorMod(seconds, SECONDS_PER_DAY));
    boolean dateOnly = shown == Shown.DATE && time.equals(LocalTime.MIDNIGHT);
    if (dateOnly) {
      return day.toString();
    }
    if (shown == Shown.TIME && value.compareTo(BigDecimal.ONE) < 0) {
      return clock(time);
    }
    LocalDateTime both = day.atTime(time);
    return both.toLocalDate() + " " + clock(both.toLocalTime());
  }

  private static String clock(LocalTime time) {
    return String.format(
        java.util.Locale.ROOT,
        "%02d:%02d:%02d",
        time.getHour(),
        time.getMinute(),
        time.getSecond());
  }

  private static Shown shown(@Nullable Integer formatId, String format) {
    if (formatId != null) {
      if ((formatId >= 14 && formatId <= 17) || (formatId >= 27 && formatId <= 31)) {
        return Shown.DATE;
      }
      if ((formatId >= 18 && formatId <= 21) || (formatId >= 45 && formatId <= 47)) {
        return Shown.TIME;
      }
      if (formatId == 22) {
        return Shown.DATE_TIME;
      }
    }
    return shown(format);
  }

  /** A format of one's own tells by its letters outside quotes and brackets. */
  private static Shown shown(String format) {
    boolean elapsed = format.matches("(?i).*\\[(h+|m+|s+)\\].*");
    String letters = QUOTED.matcher(format).replaceAll("").replaceAll("(?i)general|am/pm|a/p", "");
    boolean date = letters.matches("(?i).*[dy].*");
    boolean time = elapsed || letters.matches("(?i).*[hs].*");
    if (date) {
      return time ? Shown.DATE_TIME : Shown.DATE;
    }
    boolean months = letters.matches("(?i)m{1,5}");
    return time ? Shown.TIME : months ? Shown.DATE : Shown.NUMBER;
  }
}
