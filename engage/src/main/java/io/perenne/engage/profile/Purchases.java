// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.OperationalClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The purchases of a customer as of an instant.
 *
 * @param day the local date of the instant
 * @param figures the purchases
 * @param known the historic value, in units of 1/10,000: money, or margin if value counts that
 * @param keptShare which part of money to come is kept after refunds
 * @param priceFactor prices of today over those that were paid
 * @param logGaps the sum of the logarithms of all gaps in the time of the models; 0 if none reads
 *     it
 * @param exact whether a run on the same day would count the same; not so where only the number of
 *     days is known that leave the interval, or where it cannot be told what a run has counted
 * @param changed whether orders have come or changed since the run
 * @param ignored orders in other currencies, which are not counted
 */
record Purchases(
    LocalDate day,
    PurchaseFigures figures,
    long known,
    double keptShare,
    double priceFactor,
    double logGaps,
    boolean exact,
    boolean changed,
    int ignored) {

  /** Returns purchases all of which are known with their days. */
  static Purchases counted(
      LocalDate day,
      PurchaseFigures figures,
      long known,
      PublishedModel model,
      Optional<OperationalClock> gapTime,
      boolean exact,
      Optional<PurchaseBase> base,
      int ignored) {
    List<Integer> days = figures.days().orElseThrow();
    return new Purchases(
        day,
        figures,
        known,
        model
            .refunds()
            .kept(
                Money.currency(figures.bought()),
                Money.currency(Math.max(0, figures.bought() - figures.historic()))),
        days.isEmpty() ? 1 : priceFactor(days, model),
        gapTime.map(clock -> logGaps(days, clock)).orElse(0.0),
        exact,
        base.map(then -> changed(figures, known, then)).orElse(true),
        ignored);
  }

  private static boolean changed(PurchaseFigures figures, long known, PurchaseBase base) {
    return figures.purchaseDays() != base.purchaseDays()
        || figures.spend() != base.spend()
        || known != base.known();
  }

  static long known(PurchaseFigures figures, PublishedModel model) {
    PublishedModel.Margin margin = model.margin();
    if (!margin.basis()) {
      return figures.historic();
    }
    return margin.known() ? figures.margin() : rounded(figures.historic() * margin.rate());
  }

  /** Rounds half away from zero, as databases do. */
  static long rounded(double value) {
    return (long) (Math.signum(value) * Math.floor(Math.abs(value) + 0.5));
  }

  static double priceFactor(List<Integer> days, PublishedModel model) {
    return model.prices().isConstant()
        ? 1
        : model.prices().factor(days.stream().mapToInt(each -> each).toArray(), days.size());
  }

  static double logGaps(List<Integer> days, OperationalClock clock) {
    double sum = 0;
    for (int i = 1; i < days.size(); i++) {
      sum += Math.log(clock.between(days.get(i - 1), days.get(i)));
    }
    return sum;
  }
}
