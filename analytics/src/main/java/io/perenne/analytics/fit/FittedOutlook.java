// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.spend.PriceLevel;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several kinds of model whose expectations are averaged, each for customers there before the
 * records begin and for those who came later; as a run with {@code model: auto} has them.
 *
 * @param kinds the kinds, the first of which is the fitted model itself
 * @param establishedUntil who bought by this day was there before; absent if all have one model
 * @param prices how dear purchases were; absent if the history is too short to tell
 * @param firstYearLoss which part of a new customer's purchases is lost within the first year
 * @param yearlyLoss which part of what is left is lost within the second
 * @param assumed whether that is assumed rather than fitted, as less than two years are known
 */
public record FittedOutlook(
    List<Kind> kinds,
    @Nullable LocalDate establishedUntil,
    @Nullable FittedPrices prices,
    double firstYearLoss,
    double yearlyLoss,
    boolean assumed) {

  /**
   * A kind of model; parameters have the day as their unit of time.
   *
   * @param weight what it counts in the mean, as a share of all; absent in models of versions whose
   *     kinds counted alike
   */
  public record Kind(
      String model,
      Map<String, Double> established,
      Map<String, Double> arrived,
      @Nullable Double weight) {

    /** Returns what it counts; only proportions matter. */
    public double counts() {
      return weight == null ? 1 : weight;
    }
  }

  /** Copies the kinds. */
  public FittedOutlook {
    kinds = List.copyOf(kinds);
  }

  static FittedOutlook of(Outlook outlook, Optional<PriceLevel> prices, LocalDate end) {
    return new FittedOutlook(
        outlook.fits().entrySet().stream()
            .map(
                kind ->
                    new Kind(
                        kind.getKey(),
                        kind.getValue().established().parameters(),
                        kind.getValue().arrived().parameters(),
                        outlook.share(kind.getKey())))
            .toList(),
        outlook
            .arrivals()
            .map(arrivals -> end.minusDays((long) Math.ceil(arrivals.establishedAge())))
            .orElse(null),
        prices.map(FittedPrices::of).orElse(null),
        outlook.decay().firstYear(),
        outlook.decay().secondYear(),
        Outlook.assumesDropout(end.toEpochDay() - outlook.firstDay() + 1.0));
  }

  /** Returns the price level; one that never changed where it is not known. */
  public PriceLevel priceLevel() {
    return prices == null ? PriceLevel.constant() : prices.level();
  }

  /** Returns what the kinds count, in their order. */
  public List<Double> weights() {
    return kinds.stream().map(Kind::counts).toList();
  }

  /** Returns whether a customer was there before the records begin. */
  public boolean isEstablished(LocalDate firstPurchase) {
    LocalDate until = establishedUntil;
    return until != null && !firstPurchase.isAfter(until);
  }
}
