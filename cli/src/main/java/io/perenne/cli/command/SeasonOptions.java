// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.failure.UnusableValue;
import io.perenne.cli.print.Messages;
import io.perenne.clv.history.Holiday;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Whether purchases follow the calendar, and on which days of their own. */
final class SeasonOptions {

  @Option(
      names = "--seasonality",
      paramLabel = "on|off",
      defaultValue = "off",
      converter = OnOff.Converter.class,
      description =
          "A season of the year and the week; needs two years. With --model auto it enters only if"
              + " the backtest gains. Default: ${DEFAULT-VALUE}.")
  private OnOff seasonality = OnOff.OFF;

  @Option(
      names = "--holiday",
      arity = "1..*",
      paramLabel = "NAME=DAYS",
      converter = HolidayConverter.class,
      description =
          "Days of their own in the season: each year, as in gifts=12-01..12-24, or on dates, as in"
              + " black-friday=2024-11-29,2025-11-28.")
  private List<Holiday> holidays = new ArrayList<>();

  /** Returns the holidays of the season, absent if there is to be none. */
  Optional<List<Holiday>> season() {
    return seasonality == OnOff.ON ? Optional.of(List.copyOf(holidays)) : Optional.empty();
  }

  /** Reads a holiday. */
  static final class HolidayConverter implements ITypeConverter<Holiday> {
    @Override
    public Holiday convert(String text) {
      try {
        return Holiday.parse(text);
      } catch (IllegalArgumentException e) {
        throw new UnusableValue(Messages.message("refusal.holiday"));
      }
    }
  }
}
