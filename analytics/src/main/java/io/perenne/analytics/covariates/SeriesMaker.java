// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes series of the rows of one customer after the other; equal ones are one. */
final class SeriesMaker {

  private final CustomerPlaces places = new CustomerPlaces();
  private final List<CovariateSeries> series = new ArrayList<>();
  private final List<Integer> lastDays = new ArrayList<>();

  /** Places by the hash of what is there. */
  private final Map<Integer, List<Integer>> known = new HashMap<>();

  private final List<Integer> from = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final SeriesDesign design;
  private final int[] widths;
  private final double[] now;
  private int unknown;

  SeriesMaker(SeriesDesign design) {
    this.design = design;
    this.widths =
        design.columns().stream().mapToInt(column -> column.covariates().size()).toArray();
    double[] means = design.average().stream().mapToDouble(v -> v).toArray();
    this.now = new double[means.length];
    // for ever: long before anybody's first purchase
    int always = Math.toIntExact(DayText.EARLIEST.toEpochDay());
    series.add(CovariateSeries.of(new int[] {always}, new double[][] {means}));
    lastDays.add(Integer.MAX_VALUE);
    begin();
  }

  private void begin() {
    from.clear();
    values.clear();
    Arrays.fill(now, Double.NaN);
    unknown = now.length;
  }

  /** Takes a row of the customer, later than the one before. */
  void add(int day, List<SeriesReading.Meaning> said) {
    int start = 0;
    for (int c = 0; c < widths.length; c++) {
      int at = start;
      for (double value : said.get(c).values().orElse(List.of())) {
        unknown -= Double.isNaN(now[at]) ? 1 : 0;
        now[at++] = value;
      }
      start += widths[c];
    }
    if (unknown == 0) {
      from.add(day);
      values.add(now.clone());
    }
  }

  /** Ends a customer; one of whom not every covariate is ever known counts as average. */
  void end(String customer) {
    if (!from.isEmpty()) {
      CovariateSeries one =
          CovariateSeries.of(
              from.stream().mapToInt(day -> day).toArray(), values.toArray(double[][]::new));
      places.put(customer, place(one, from.get(from.size() - 1)));
    }
    begin();
  }

  /** The place of a series that is known already, or of a new one. */
  private int place(CovariateSeries one, int lastDay) {
    List<Integer> alike = known.computeIfAbsent(one.hashCode(), hash -> new ArrayList<>());
    for (int place : alike) {
      if (lastDays.get(place) == lastDay && series.get(place).equals(one)) {
        return place;
      }
    }
    series.add(one);
    lastDays.add(lastDay);
    alike.add(series.size() - 1);
    return series.size() - 1;
  }

  SeriesTable table(Path file, boolean shared, List<Message> notes) {
    return new SeriesTable(file, design, series, lastDays, places, shared, notes);
  }
}
