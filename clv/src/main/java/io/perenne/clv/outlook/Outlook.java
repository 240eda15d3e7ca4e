// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.fit.DropoutEvidence;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.Arrivals;
import io.perenne.clv.model.EvidentFit;
import io.perenne.clv.model.PurchaseDecay;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.season.ShortSeason;
import io.perenne.clv.spend.SpendModel;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ResidualValuation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known at the end of a day of how a base will buy: one or more kinds of model, each
 * for established customers and for those who came later, held near what is known of dropout where
 * the record is short, in the time of a season where one shows.
 *
 * <p>The expectation is the mean of those of the kinds of model: none of them is true, and their
 * errors differ. A kind that reads every gap is fitted to an even sample of {@value #MOST_FOR_GAPS}
 * customers at most.
 */
public final class Outlook {

  /** Where customers do not fall into few cells, a sample tells as much. */
  private static final int MOST_FOR_GAPS = 3_000;

  private final int firstDay;
  private final int until;
  private final Optional<Arrivals> arrivals;
  private final Optional<SeasonalIndex> season;
  private final OperationalClock clock;
  private final Map<String, EvidentFit> fits;
  private final OutlookOptions options;

  private Outlook(
      int firstDay,
      int until,
      Optional<Arrivals> arrivals,
      Optional<SeasonalIndex> season,
      OperationalClock clock,
      Map<String, EvidentFit> fits,
      OutlookOptions options) {
    this.firstDay = firstDay;
    this.until = until;
    this.arrivals = arrivals;
    this.season = season;
    this.clock = clock;
    this.fits = fits;
    this.options = options;
  }

  /**
   * Fits to all that a log knew at the end of a day.
   *
   * @return absent if no kind of model can be fitted
   */
  public static Optional<Outlook> of(PurchaseLog log, int until, OutlookOptions options) {
    return of(log.histories(until), log, until, options);
  }

  /**
   * Fits to histories, with a season from a log.
   *
   * @param cells the histories of all customers, in days
   * @param log the purchases of all, or of an even sample
   * @param until the day both end
   * @return absent if no kind of model can be fitted
   */
  public static Optional<Outlook> of(
      HistoryCells cells, PurchaseLog log, int until, OutlookOptions options) {
    return of(cells, log, until, options, season(log, until, options));
  }

  private static Optional<SeasonalIndex> season(
      PurchaseLog log, int until, OutlookOptions options) {
    return options.season() && options.fit().priors()
        ? ShortSeason.find(options.models().get(0), log, until, options.fit())
        : Optional.empty();
  }

  /** Fits to histories in the time of a season that is known. */
  static Optional<Outlook> of(
      HistoryCells cells,
      PurchaseLog log,
      int until,
      OutlookOptions options,
      Optional<SeasonalIndex> season) {
    FitOptions fit = options.fit();
    OperationalClock clock =
        season
            .map(index -> OperationalClock.of(index, log.firstDay(), until))
            .orElseGet(OperationalClock::calendar);
    Optional<Arrivals> arrivals = fit.priors() ? Arrivals.of(cells) : Optional.empty();
    Map<String, EvidentFit> fits = new LinkedHashMap<>();
    for (String name : options.models()) {
      HistoryCells some =
          TransactionModels.readsLogGaps(name) ? withLogGaps(log, until, clock) : cells;
      EvidentFit.of(name, some, arrivals, clock, until, fit)
          .ifPresent(found -> fits.put(name, found));
    }
    return fits.isEmpty()
        ? Optional.empty()
        : Optional.of(new Outlook(log.firstDay(), until, arrivals, season, clock, fits, options));
  }

  /** Histories in days whose gaps are, as ages will be, in the time of the clock. */
  private static HistoryCells withLogGaps(PurchaseLog log, int until, OperationalClock clock) {
    PurchaseLog sample = log.sample(until, MOST_FOR_GAPS);
    HistoryCells.Builder cells = HistoryCells.builder().keepLogGapsApart();
    for (int c = 0; c < sample.customersUntil(until); c++) {
      PurchaseHistory history = sample.historyInDays(c, until, clock);
      cells.add(history.frequency(), history.recency(), history.age(), history.logGapSum(), 1);
    }
    return cells.build();
  }

  /** Returns the day at whose end all was known. */
  public int until() {
    return until;
  }

  /** Returns the first day of the record. */
  public int firstDay() {
    return firstDay;
  }

  /**
   * Returns the fits by the name of the model, in the order asked for; those that failed left out.
   */
  public Map<String, EvidentFit> fits() {
    return Collections.unmodifiableMap(fits);
  }

  /** Returns what a kind of model counts in the mean, as a share of all of {@link #fits}. */
  public double share(String model) {
    double total = fits.keySet().stream().mapToDouble(options::weight).sum();
    return fits.containsKey(model) ? options.weight(model) / total : 0;
  }

  /** Returns how established and new customers part; absent if they do not. */
  public Optional<Arrivals> arrivals() {
    return arrivals;
  }

  /** Returns the season; absent if none shows. */
  public Optional<SeasonalIndex> season() {
    return season;
  }

  /** Returns the clock by which customers buy. */
  public OperationalClock clock() {
    return clock;
  }

  /** Returns how the purchases of new customers dwindle, by the first kind of model. */
  public PurchaseDecay decay() {
    return PurchaseDecay.of(fits.values().iterator().next().arrived());
  }

  /** Returns the fitted models. */
  public OutlookModels models() {
    return new OutlookModels(
        fits.entrySet().stream()
            .map(
                kind ->
                    new OutlookModels.Kind(
                        kind.getValue().established(),
                        kind.getValue().arrived(),
                        share(kind.getKey())))
            .toList(),
        arrivals,
        clock,
        until);
  }

  /**
   * Returns what customers are worth from the end of the day on.
   *
   * @param horizon in days of the calendar; finite where there is a season
   */
  public ResidualValuation valuation(SpendModel spend, Horizon horizon) {
    return models().valuation(spend, horizon);
  }

  /** Returns whether dropout is assumed rather than fitted: less than two years are known. */
  public static boolean assumesDropout(double days) {
    return days < 2 * 365;
  }

  /** Returns options that ask the same with dropout held at another yearly share. */
  public static OutlookOptions withDropout(OutlookOptions options, double yearlyDropout) {
    DropoutEvidence evidence = options.fit().evidence().orElseGet(DropoutEvidence::ofNewCustomers);
    return options.withFit(options.fit().withEvidence(evidence.withYearlyDropout(yearlyDropout)));
  }
}
