// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedOutlook;
import io.perenne.analytics.table.DecimalText;
import io.perenne.analytics.table.Table;
import io.perenne.clv.forecast.NextPurchase;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.TransactionModels;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells of customers how likely a purchase is within the horizon, and the date of the next one if
 * one ever comes: the median, and the interval around it. Safe for use by many threads.
 */
final class NextPurchases {
  /** Many customers bought once, and as many answers are kept. */
  private static final int MOST_KNOWN = 1 << 16;

  private final Scorers scorers;
  private final OperationalClock clock;
  private final int unit;
  private final int asOf;
  private final int horizonDays;
  private final double interval;
  private final boolean gaps;
  private final Map<Customer, Answer> known = new ConcurrentHashMap<>();

  NextPurchases(
      Scorers scorers, FittedModel model, LocalDate asOf, int horizonDays, double interval) {
    this.scorers = scorers;
    this.clock = model.clock();
    this.unit = model.unit().days();
    this.asOf = Math.toIntExact(asOf.toEpochDay());
    this.horizonDays = horizonDays;
    this.interval = interval;
    FittedOutlook outlook = model.outlook();
    this.gaps =
        TransactionModels.readsLogGaps(model.model())
            || (outlook != null
                && outlook.kinds().stream()
                    .anyMatch(kind -> TransactionModels.readsLogGaps(kind.model())));
  }

  /** Adds the four values of a customer; no dates of one who is as good as gone. */
  void add(List<Double> covariates, int firstDay, PurchaseHistory days, Table.Block rows) {
    // firstDay tells apart who was there before the records began, and age tells firstDay
    Customer customer = new Customer(covariates, gaps ? days : withoutGaps(days));
    Answer answer = known.get(customer);
    if (answer == null) {
      answer = answer(scorers.next(covariates, firstDay, days));
      if (known.size() < MOST_KNOWN) {
        known.put(customer, answer);
      }
    }
    rows.add(DecimalText.rounded(answer.probability()));
    if (answer.when().isEmpty()) {
      rows.addNothing().addNothing().addNothing();
      return;
    }
    NextPurchase.Days when = answer.when().get();
    rows.addDay(asOf + when.median()).addDay(asOf + when.low()).addDay(asOf + when.high());
  }

  private Answer answer(NextPurchase next) {
    return new Answer(next.probabilityWithin(ahead(horizonDays)), next.days(interval, this::ahead));
  }

  private static PurchaseHistory withoutGaps(PurchaseHistory days) {
    return PurchaseHistory.of(days.frequency(), days.recency(), days.age());
  }

  /** Whom the models cannot tell apart. */
  private record Customer(List<Double> covariates, PurchaseHistory history) {}

  private record Answer(double probability, Optional<NextPurchase.Days> when) {}

  private double ahead(int days) {
    return clock.between(asOf, asOf + days) / unit;
  }
}
