// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How much customers buy on a day compared with an average one:
 *
 * <p>s(d) = exp(level + sum_k a_k cos(2 pi k d / 365.2425) + b_k sin(...) + w(weekday) +
 * h(holiday)), with Monday and ordinary days as 0 and a level that makes the mean over the days of
 * the fit 1.
 *
 * @param harmonics how many waves a year is made of, 0 to 3
 * @param holidays days of their own
 * @param level makes the mean 1
 * @param coefficients of the {@link #terms}, in their order
 */
public record SeasonalIndex(
    int harmonics, List<Holiday> holidays, double level, List<Double> coefficients) {

  private static final double YEAR = 365.2425;
  private static final int WEEKDAYS = 6;

  /** Copies the lists and checks that there is a finite coefficient for each term. */
  public SeasonalIndex {
    holidays = List.copyOf(holidays);
    coefficients = List.copyOf(coefficients);
    if (harmonics < 0 || harmonics > 3) {
      throw new IllegalArgumentException("harmonics is not in 0 to 3: " + harmonics);
    }
    if (coefficients.size() != 2 * harmonics + WEEKDAYS + holidays.size()) {
      throw new IllegalArgumentException("not a coefficient for each term: " + coefficients);
    }
    if (!Double.isFinite(coefficients.stream().mapToDouble(c -> c).sum() + level)) {
      throw new IllegalArgumentException("not finite: " + level + ", " + coefficients);
    }
  }

  /** Returns an index that is 1 on every day. */
  public static SeasonalIndex flat(int harmonics, List<Holiday> holidays) {
    int terms = 2 * harmonics + WEEKDAYS + holidays.size();
    return new SeasonalIndex(harmonics, holidays, 0, Collections.nCopies(terms, 0.0));
  }

  /** Returns the names of the terms, as "year-1-cos", "tuesday" and "holiday:christmas". */
  public List<String> terms() {
    List<String> terms = new ArrayList<>();
    for (int k = 1; k <= harmonics; k++) {
      terms.add("year-" + k + "-cos");
      terms.add("year-" + k + "-sin");
    }
    for (int weekday = 2; weekday <= 7; weekday++) {
      terms.add(DayOfWeek.of(weekday).name().toLowerCase(Locale.ROOT));
    }
    holidays.forEach(holiday -> terms.add("holiday:" + holiday.name()));
    return terms;
  }

  /** Returns the values of the terms on some days. */
  public double[][] design(int firstDay, int days) {
    List<Holiday.Days> rules = holidays.stream().map(Holiday::days).toList();
    double[][] design = new double[days][coefficients.size()];
    for (int i = 0; i < days; i++) {
      int day = firstDay + i;
      LocalDate date = LocalDate.ofEpochDay(day);
      for (int k = 1; k <= harmonics; k++) {
        double angle = 2 * Math.PI * k * day / YEAR;
        design[i][2 * k - 2] = Math.cos(angle);
        design[i][2 * k - 1] = Math.sin(angle);
      }
      int weekday = date.getDayOfWeek().getValue();
      if (weekday > 1) {
        design[i][2 * harmonics + weekday - 2] = 1;
      }
      for (int h = 0; h < rules.size(); h++) {
        design[i][2 * harmonics + WEEKDAYS + h] = rules.get(h).contains(date) ? 1 : 0;
      }
    }
    return design;
  }

  /** Returns s of some days. */
  public double[] on(int firstDay, int days) {
    double[][] design = design(firstDay, days);
    double[] index = new double[days];
    for (int i = 0; i < days; i++) {
      double log = level;
      for (int j = 0; j < design[i].length; j++) {
        log += coefficients.get(j) * design[i][j];
      }
      index[i] = Math.exp(log);
    }
    return index;
  }

  /** Returns an index with other coefficients, its mean over some days 1. */
  public SeasonalIndex with(List<Double> others, int firstDay, int days) {
    double mean = 0;
    for (double s : new SeasonalIndex(harmonics, holidays, 0, others).on(firstDay, days)) {
      mean += s / days;
    }
    return new SeasonalIndex(harmonics, holidays, -Math.log(mean), others);
  }
}
