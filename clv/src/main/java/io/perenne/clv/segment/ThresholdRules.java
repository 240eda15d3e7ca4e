// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.segment.ThresholdOrigin.Origin;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * How thresholds follow from the data where nobody has set them.
 *
 * <p>Two steps, because the normalised gaps need the rhythm first: {@link #cadence}, then {@link
 * #calibrate}. An automatic number yields to the configured ones: it is moved to the nearest of
 * them if it would break the order of the bands or of the ratios.
 */
public final class ThresholdRules {
  /** With fewer customers than this a quantile over customers says little. */
  public static final int MIN_CUSTOMERS = 30;

  /** With fewer gaps than this the 99 % quantile is the largest gap or nearly so. */
  static final int MIN_GAPS = 100;

  static final double FALLBACK_POPULATION_DAYS = 60;
  static final double FALLBACK_AT_RISK_RATIO = 2;
  static final double FALLBACK_DORMANT_RATIO = 4;
  static final int LEAST_LOYAL_PURCHASE_DAYS = 3;
  static final double DEFAULT_SHRINKAGE = 2;
  static final int DEFAULT_NEW_MAX_PURCHASE_DAYS = 2;
  static final double DEFAULT_DORMANT_INTERVAL_FRACTION = 0.75;
  private static final int LEAST_NEW_WINDOW_DAYS = 30;
  private static final int MOST_NEW_WINDOW_DAYS = 90;

  /** Tukey's multiple of the interquartile range. */
  private static final double FENCE_RANGES = 1.5;

  private final ConfiguredThresholds configured;

  private ThresholdRules(ConfiguredThresholds configured) {
    this.configured = configured;
  }

  /** Returns the rules under the thresholds a person has set. */
  public static ThresholdRules of(ConfiguredThresholds configured) {
    return new ThresholdRules(configured);
  }

  /** Returns the rhythm rule, the first step. */
  public Cadence cadence(CadenceStatistics statistics) {
    return new Cadence(populationDays(statistics).value(), shrinkage().value());
  }

  /**
   * Returns every threshold with its origin.
   *
   * @param gaps what the rhythm was computed from in the first step
   * @param buyers the other statistics, with gaps normalised by that rhythm
   * @param intervalDays the days of the interval
   */
  public Calibration calibrate(CadenceStatistics gaps, BuyerStatistics buyers, int intervalDays) {
    List<ThresholdOrigin> all = new ArrayList<>();
    ThresholdOrigin population = add(all, populationDays(gaps));
    ThresholdOrigin shrinkage = add(all, shrinkage());
    Bands bands = bands(buyers);
    all.add(bands.fence);
    all.add(bands.high);
    all.add(bands.medium);
    ThresholdOrigin loyal = add(all, loyal(buyers));
    ThresholdOrigin window = add(all, newWindow(population.value()));
    ThresholdOrigin newMax =
        add(all, fixed(ThresholdKey.NEW_MAX_PURCHASE_DAYS, DEFAULT_NEW_MAX_PURCHASE_DAYS));
    GapSample first =
        new GapSample(".first", buyers.firstGaps(), buyers.firstGapQ90(), buyers.firstGapQ99());
    GapSample later =
        new GapSample(".later", buyers.laterGaps(), buyers.laterGapQ90(), buyers.laterGapQ99());
    ThresholdOrigin atRiskFirst = add(all, atRisk(first));
    ThresholdOrigin atRiskLater = add(all, atRisk(later));
    ThresholdOrigin dormantFirst = add(all, dormant(first, atRiskFirst.value()));
    ThresholdOrigin dormantLater = add(all, dormant(later, atRiskLater.value()));
    ThresholdOrigin fraction =
        add(all, fixed(ThresholdKey.DORMANT_INTERVAL_FRACTION, DEFAULT_DORMANT_INTERVAL_FRACTION));
    return new Calibration(
        new Thresholds(
            population.value(),
            shrinkage.value(),
            bands.fence.value(),
            bands.high.value(),
            bands.medium.value(),
            (int) loyal.value(),
            (int) window.value(),
            (int) newMax.value(),
            atRiskFirst.value(),
            atRiskLater.value(),
            dormantFirst.value(),
            dormantLater.value(),
            fraction.value(),
            intervalDays),
        all);
  }

  private ThresholdOrigin populationDays(CadenceStatistics gaps) {
    String name = ThresholdKey.POPULATION_DAYS.key();
    return configuredOr(
        ThresholdKey.POPULATION_DAYS,
        name,
        () ->
            gaps.customers() < MIN_CUSTOMERS
                ? fallback(
                    name,
                    FALLBACK_POPULATION_DAYS,
                    Message.of("threshold.population.fallback", gaps.customers(), MIN_CUSTOMERS))
                : computed(
                    name,
                    gaps.medianDaysBetween(),
                    Message.of("threshold.population", gaps.customers())));
  }

  private ThresholdOrigin shrinkage() {
    return fixed(ThresholdKey.SHRINKAGE, DEFAULT_SHRINKAGE);
  }

  private ThresholdOrigin loyal(BuyerStatistics buyers) {
    ThresholdKey key = ThresholdKey.LOYAL_MIN_PURCHASE_DAYS;
    return configuredOr(key, key.key(), () -> automaticLoyal(key.key(), buyers));
  }

  private static ThresholdOrigin automaticLoyal(String name, BuyerStatistics buyers) {
    if (buyers.repeaters() < MIN_CUSTOMERS) {
      return fallback(
          name,
          LEAST_LOYAL_PURCHASE_DAYS,
          Message.of("threshold.loyal.fallback", buyers.repeaters(), MIN_CUSTOMERS));
    }
    double quantile = buyers.repeaterPurchaseDaysQ75();
    return computed(
        name,
        Math.max(LEAST_LOYAL_PURCHASE_DAYS, Math.ceil(quantile)),
        Message.of("threshold.loyal", quantile, buyers.repeaters(), LEAST_LOYAL_PURCHASE_DAYS));
  }

  private ThresholdOrigin newWindow(double populationDays) {
    ThresholdKey key = ThresholdKey.NEW_WINDOW_DAYS;
    // days are whole, so rounding the limit down changes no customer
    double days = Math.floor(clamp(populationDays, LEAST_NEW_WINDOW_DAYS, MOST_NEW_WINDOW_DAYS));
    return configuredOr(
        key,
        key.key(),
        () ->
            computed(
                key.key(),
                days,
                Message.of(
                    "threshold.new-window",
                    populationDays,
                    LEAST_NEW_WINDOW_DAYS,
                    MOST_NEW_WINDOW_DAYS)));
  }

  private ThresholdOrigin atRisk(GapSample gaps) {
    String name = ThresholdKey.AT_RISK_RATIO.key() + gaps.suffix;
    return configuredOr(
        ThresholdKey.AT_RISK_RATIO,
        name,
        () ->
            yieldBelow(
                gaps.count < MIN_GAPS
                    ? fallback(name, FALLBACK_AT_RISK_RATIO, gaps.tooFew())
                    : computed(
                        name,
                        Math.max(1, gaps.q90),
                        Message.of("threshold.at-risk", gaps.count, gaps.q90)),
                ThresholdKey.DORMANT_RATIO));
  }

  private ThresholdOrigin dormant(GapSample gaps, double atRiskRatio) {
    String name = ThresholdKey.DORMANT_RATIO.key() + gaps.suffix;
    return configuredOr(
        ThresholdKey.DORMANT_RATIO, name, () -> automaticDormant(name, gaps, atRiskRatio));
  }

  private static ThresholdOrigin automaticDormant(String name, GapSample gaps, double atRiskRatio) {
    boolean few = gaps.count < MIN_GAPS;
    double ratio = few ? FALLBACK_DORMANT_RATIO : gaps.q99;
    if (ratio < atRiskRatio) {
      return computed(name, atRiskRatio, Message.of("threshold.dormant.raised", ratio));
    }
    return few
        ? fallback(name, ratio, gaps.tooFew())
        : computed(name, ratio, Message.of("threshold.dormant", gaps.count));
  }

  private Bands bands(BuyerStatistics buyers) {
    ThresholdOrigin medium =
        yieldBelow(
            yieldBelow(money(ThresholdKey.MEDIUM, buyers, buyers.ltvQ50(), 50), ThresholdKey.HIGH),
            ThresholdKey.OUTLIER_FENCE);
    ThresholdOrigin high =
        yieldAbove(
            yieldBelow(
                money(ThresholdKey.HIGH, buyers, buyers.ltvQ90(), 90), ThresholdKey.OUTLIER_FENCE),
            medium);
    ThresholdKey fenceKey = ThresholdKey.OUTLIER_FENCE;
    ThresholdOrigin fence =
        configuredOr(fenceKey, fenceKey.key(), () -> automaticFence(fenceKey.key(), buyers));
    return new Bands(yieldAbove(fence, high), high, medium);
  }

  private ThresholdOrigin money(
      ThresholdKey key, BuyerStatistics buyers, double quantile, int percent) {
    return configuredOr(
        key,
        key.key(),
        () ->
            buyers.buyers() == 0
                ? fallback(key.key(), 0, Message.of("threshold.no-buyers"))
                : computed(
                    key.key(),
                    quantile,
                    Message.of("threshold.quantile", percent, buyers.buyers())));
  }

  private static ThresholdOrigin automaticFence(String name, BuyerStatistics buyers) {
    if (buyers.buyers() == 0) {
      return fallback(name, 0, Message.of("threshold.no-buyers"));
    }
    if (buyers.positiveBuyers() == 0) {
      return fallback(name, buyers.ltvQ995(), Message.of("threshold.no-positive-value"));
    }
    double range = buyers.lnLtvQ75() - buyers.lnLtvQ25();
    double tukey = Math.exp(buyers.lnLtvQ75() + FENCE_RANGES * range);
    double fence = clamp(tukey, buyers.ltvQ95(), buyers.ltvQ995());
    return computed(name, fence, fenceExplanation(tukey, fence));
  }

  private static Message fenceExplanation(double tukey, double fence) {
    if (fence == tukey) {
      return Message.of("threshold.fence");
    }
    double shown = Math.min(tukey, Double.MAX_VALUE);
    return tukey < fence
        ? Message.of("threshold.fence.raised", shown)
        : Message.of("threshold.fence.lowered", shown);
  }

  private ThresholdOrigin fixed(ThresholdKey key, double number) {
    return configuredOr(
        key,
        key.key(),
        () ->
            new ThresholdOrigin(
                key.key(), number, Origin.DEFAULT, Message.of("threshold.default")));
  }

  private ThresholdOrigin configuredOr(
      ThresholdKey key, String name, Supplier<ThresholdOrigin> automatic) {
    OptionalDouble number = configured.find(key);
    return number.isEmpty()
        ? automatic.get()
        : new ThresholdOrigin(
            name, number.getAsDouble(), Origin.CONFIGURED, Message.of("threshold.configured"));
  }

  /** Lowers an automatic number to a configured one that must not be smaller. */
  private ThresholdOrigin yieldBelow(ThresholdOrigin automatic, ThresholdKey limit) {
    OptionalDouble number = configured.find(limit);
    if (automatic.origin() == Origin.CONFIGURED
        || number.isEmpty()
        || automatic.value() <= number.getAsDouble()) {
      return automatic;
    }
    return computed(
        automatic.name(),
        number.getAsDouble(),
        Message.of("threshold.yielded", automatic.value(), limit.key()));
  }

  /** Raises an automatic number to one that must not be larger. */
  private static ThresholdOrigin yieldAbove(ThresholdOrigin automatic, ThresholdOrigin limit) {
    if (automatic.origin() == Origin.CONFIGURED || automatic.value() >= limit.value()) {
      return automatic;
    }
    return computed(
        automatic.name(),
        limit.value(),
        Message.of("threshold.yielded", automatic.value(), limit.name()));
  }

  private static ThresholdOrigin add(List<ThresholdOrigin> all, ThresholdOrigin one) {
    all.add(one);
    return one;
  }

  private static ThresholdOrigin computed(String name, double value, Message explanation) {
    return new ThresholdOrigin(name, value, Origin.COMPUTED, explanation);
  }

  private static ThresholdOrigin fallback(String name, double value, Message explanation) {
    return new ThresholdOrigin(name, value, Origin.FALLBACK, explanation);
  }

  private static double clamp(double value, double least, double most) {
    return Math.min(Math.max(value, least), most);
  }

  private record Bands(ThresholdOrigin fence, ThresholdOrigin high, ThresholdOrigin medium) {}

  private record GapSample(String suffix, long count, double q90, double q99) {
    Message tooFew() {
      return Message.of("threshold.ratio.fallback", count, MIN_GAPS);
    }
  }
}
