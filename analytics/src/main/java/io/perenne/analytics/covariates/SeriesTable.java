// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Covariates in the course of time as a file tells them: each row has a date, from which its values
 * hold until the next row of the same customer; without a column of customers they hold for all.
 *
 * <p>An empty field says that the value before goes on. Whoever has no row counts as average.
 */
public final class SeriesTable implements CustomerCovariates {

  private static final int EXAMPLES = 3;

  private final Path file;
  private final SeriesDesign design;
  private final List<CovariateSeries> series;
  private final List<Integer> lastDays;
  private final CustomerPlaces places;
  private final boolean shared;
  private final List<Message> notes;

  /** By customer the day of the first purchase and that of the first row. */
  private final TreeMap<String, List<LocalDate>> early = new TreeMap<>();

  private long earlyCustomers;

  /**
   * @param series the different ones; the first is that of the average
   * @param lastDays the day of the last row of each
   * @param places the series of each customer
   * @param shared whether one series holds for all customers
   */
  SeriesTable(
      Path file,
      SeriesDesign design,
      List<CovariateSeries> series,
      List<Integer> lastDays,
      CustomerPlaces places,
      boolean shared,
      List<Message> notes) {
    this.file = file;
    this.design = design;
    this.series = List.copyOf(series);
    this.lastDays = List.copyOf(lastDays);
    this.places = places;
    this.shared = shared;
    this.notes = List.copyOf(notes);
  }

  @Override
  public Path file() {
    return file;
  }

  /** Returns how columns become covariates. */
  public SeriesDesign design() {
    return design;
  }

  /** Returns the series of a place. */
  public CovariateSeries series(int place) {
    return series.get(place);
  }

  /** Returns all series by their place. */
  public List<CovariateSeries> series() {
    return series;
  }

  @Override
  public OptionalInt pattern(String customer) {
    return shared ? OptionalInt.of(1) : places.find(customer);
  }

  @Override
  public PurchaseLog.Builder declaredIn(PurchaseLog.Builder log) {
    return log.withSeries(series.size());
  }

  @Override
  public List<Message> notes() {
    return notes;
  }

  @Override
  public boolean reaches(String customer, int place, int firstDay) {
    int from = series.get(place).from(0);
    if (from <= firstDay) {
      return true;
    }
    earlyCustomers++;
    early.put(customer, List.of(LocalDate.ofEpochDay(firstDay), LocalDate.ofEpochDay(from)));
    if (early.size() > EXAMPLES) {
      early.pollLastEntry();
    }
    return false;
  }

  @Override
  public void requireReach() {
    if (earlyCustomers > 0) {
      throw new InputException(
          Problem.of(Texts.message("problem.covariates.early", "" + earlyCustomers))
              .withWhere(file.toString())
              .withValue(earlyOnes())
              .withRemedy(Texts.message("problem.covariates.early.remedy")));
    }
  }

  private Message earlyOnes() {
    return early.entrySet().stream()
        .map(
            one ->
                Texts.message(
                    "problem.covariates.early.one",
                    one.getKey(),
                    one.getValue().get(0).toString(),
                    one.getValue().get(1).toString()))
        .reduce(Message::then)
        .orElseThrow();
  }

  /** Returns what a person should know of a forecast from a day to a later one, in sentences. */
  public List<Message> heldNotes(int until, int end) {
    int last = Integer.MAX_VALUE;
    int latest = Integer.MIN_VALUE;
    for (int i = 1; i < lastDays.size(); i++) {
      last = Math.min(last, lastDays.get(i));
      latest = Math.max(latest, lastDays.get(i));
    }
    if (latest == Integer.MIN_VALUE) {
      return List.of();
    }
    String to = LocalDate.ofEpochDay(end).toString();
    String from = LocalDate.ofEpochDay(last).toString();
    Message known =
        last == latest
            ? Texts.message("covariates.last", file, from)
            : Texts.message("covariates.last.range", file, from, LocalDate.ofEpochDay(latest));
    return last >= end
        ? List.of()
        : List.of(
            Texts.message(latest <= until ? "covariates.held.past" : "covariates.held", known, to));
  }
}
