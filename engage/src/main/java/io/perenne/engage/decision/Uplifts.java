// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The uplifts of actions in segments, learned from people who were held back by chance.
 *
 * <p>Of each action \(a\) and segment \(s\) there are two Beta-Binomial cells, shown and held back,
 * with the prior \(\mathrm{Beta}(\bar p_a, 1 - \bar p_a)\), one person at the rate \(\bar p_a\) of
 * the whole action. Their posterior means and variances give
 *
 * <p>\[ \hat u_{as} = \frac{k_1 + \bar p_a}{n_1 + 1} - \frac{k_0 + \bar p_a}{n_0 + 1}, \qquad
 * v_{as} = \sum_{j=0,1} \frac{\hat p_j (1 - \hat p_j)}{n_j + 2} \]
 *
 * <p>and a cell without anybody on one side tells nothing. Segments are shrunk to their action and
 * actions to 0 (empirical Bayes):
 *
 * <p>\[ \hat u_{as} \sim N(u_{as}, v_{as}), \quad u_{as} \sim N(u_a, \tau_a^2), \quad u_a \sim N(0,
 * \omega^2) \]
 *
 * <p>\[ \mathrm{Var}(u_a) = \Big( \tfrac{1}{\omega^2} + \sum_s w_s \Big)^{-1}, \quad E(u_a) =
 * \mathrm{Var}(u_a) \sum_s w_s \hat u_{as}, \quad w_s = \frac{1}{v_{as} + \tau_a^2} \]
 *
 * <p>\[ E(u_{as}) = B_s \hat u_{as} + (1 - B_s) E(u_a), \quad \mathrm{Var}(u_{as}) = B_s v_{as} +
 * (1 - B_s)^2 \, \mathrm{Var}(u_a), \quad B_s = \frac{\tau_a^2}{\tau_a^2 + v_{as}} \]
 *
 * <p>The spreads are found in closed form, as the mean of what the numbers show beyond their own
 * uncertainty, each weighted by how much it can tell and all of them beside four of the spread that
 * is supposed, \(\tau_0 = 0.01\) and \(\omega_0 = 0.03\):
 *
 * <p>\[ \tau_a^2 = \max\Big( \tfrac{\tau_0^2}{2}, \frac{4 \tau_0^2 + \sum_s h_s ((\hat u_{as} -
 * \bar u_a)^2 - (1 - q_s) v_{as})}{4 + \sum_s h_s (1 - q_s)} \Big), \quad h_s =
 * \frac{\tau_0^2}{\tau_0^2 + v_{as}} \]
 *
 * <p>with \(\bar u_a\) the mean of the segments weighted by \(1/(v_{as} + \tau_0^2)\) and \(q_s\)
 * the share of that weight, as a segment pulls the mean to itself. The same is done of \(\omega^2\)
 * with the means of the actions around 0, where \(q = 0\). Where a person supposed an uplift, its
 * mean and variance stand in the place of 0 and \(\omega^2\).
 *
 * <p>Who responds tells nothing here: only the difference to those held back counts.
 */
public final class Uplifts {
  private static final double ACTION_VARIANCE = 0.03 * 0.03;
  private static final double SEGMENT_VARIANCE = 0.01 * 0.01;

  /** The supposed variance counts as much as so many uplifts that are known for sure. */
  private static final double SUPPOSED_COUNT = 4;

  /** However alike the numbers look, a variance is at least half of the one supposed. */
  private static final double LEAST = 0.5;

  private final Map<String, Learned> actions;
  private final double unknownVariance;

  private Uplifts(Map<String, Learned> actions, double unknownVariance) {
    this.actions = actions;
    this.unknownVariance = unknownVariance;
  }

  /** What a segment showed. */
  private record Seen(double uplift, double variance) {}

  /** What is known of an action. */
  private record Learned(
      double mean,
      double variance,
      double segmentVariance,
      Map<Segment, Seen> segments,
      Uplift.Basis basis) {}

  /**
   * Learns from outcomes.
   *
   * @param actions those of whom uplifts are asked, for what is supposed of them
   * @param cells at most one of each action and segment; those of other actions tell how far
   *     actions differ
   */
  public static Uplifts of(Collection<Action> actions, Collection<OutcomeCell> cells) {
    Map<String, List<OutcomeCell>> byAction = new LinkedHashMap<>();
    cells.forEach(
        cell -> byAction.computeIfAbsent(cell.action(), any -> new ArrayList<>()).add(cell));
    Map<String, Map<Segment, Seen>> seen = new LinkedHashMap<>();
    byAction.forEach((action, each) -> seen.put(action, seen(each)));
    double omega = spreadOfActions(seen.values());
    Map<String, Learned> learned = new LinkedHashMap<>();
    seen.forEach((action, each) -> learned.put(action, learn(each, 0, omega, false)));
    for (Action action : actions) {
      Map<Segment, Seen> each = seen.getOrDefault(action.id(), Map.of());
      action
          .assumption()
          .ifPresent(
              supposed ->
                  learned.put(
                      action.id(),
                      learn(each, supposed.uplift(), supposed.error() * supposed.error(), true)));
    }
    return new Uplifts(learned, omega);
  }

  private static Map<Segment, Seen> seen(List<OutcomeCell> cells) {
    long people = 0;
    long bought = 0;
    for (OutcomeCell cell : cells) {
      people += cell.shown() + cell.held();
      bought += cell.shownBought() + cell.heldBought();
    }
    double rate = (bought + 0.5) / (people + 1);
    Map<Segment, Seen> seen = new EnumMap<>(Segment.class);
    for (OutcomeCell cell : cells) {
      if (cell.shown() > 0 && cell.held() > 0) {
        double shown = (cell.shownBought() + rate) / (cell.shown() + 1);
        double held = (cell.heldBought() + rate) / (cell.held() + 1);
        double variance =
            shown * (1 - shown) / (cell.shown() + 2) + held * (1 - held) / (cell.held() + 2);
        if (seen.put(cell.segment(), new Seen(shown - held, variance)) != null) {
          throw new IllegalArgumentException(
              "two cells of one action and segment: " + cell.action() + " " + cell.segment().id());
        }
      }
    }
    return seen;
  }

  private static double spreadOfActions(Collection<Map<Segment, Seen>> actions) {
    List<Seen> means = new ArrayList<>();
    for (Map<Segment, Seen> segments : actions) {
      if (!segments.isEmpty()) {
        double tau = spreadOfSegments(segments.values(), SEGMENT_VARIANCE);
        double weights = 0;
        double sum = 0;
        for (Seen each : segments.values()) {
          double weight = 1 / (each.variance() + tau);
          weights += weight;
          sum += weight * each.uplift();
        }
        means.add(new Seen(sum / weights, 1 / weights));
      }
    }
    Spread spread = new Spread(ACTION_VARIANCE);
    means.forEach(each -> spread.add(each.uplift(), each.variance(), 1));
    return spread.value();
  }

  private static double spreadOfSegments(Collection<Seen> segments, double supposed) {
    double weights = 0;
    double mean = 0;
    for (Seen each : segments) {
      weights += 1 / (each.variance() + supposed);
      mean += each.uplift() / (each.variance() + supposed);
    }
    Spread spread = new Spread(supposed);
    for (Seen each : segments) {
      double pull = 1 / (each.variance() + supposed) / weights;
      spread.add(each.uplift() - mean / weights, each.variance(), 1 - pull);
    }
    return spread.value();
  }

  /** The variance of what uplifts truly are, beside one that is supposed. */
  private static final class Spread {
    private final double supposed;
    private double sum;
    private double weights = SUPPOSED_COUNT;

    Spread(double supposed) {
      this.supposed = supposed;
      sum = SUPPOSED_COUNT * supposed;
    }

    /**
     * Adds an uplift.
     *
     * @param away how far it is from the mean
     * @param variance that of the measurement
     * @param free the part of it that does not pull the mean to itself, in [0, 1]
     */
    void add(double away, double variance, double free) {
      double tells = supposed / (supposed + variance);
      sum += tells * (away * away - free * variance);
      weights += tells * free;
    }

    double value() {
      return Math.max(LEAST * supposed, sum / weights);
    }
  }

  private static Learned learn(
      Map<Segment, Seen> segments, double mean, double variance, boolean assumed) {
    // whoever supposes an uplift with a small error does not suppose that segments differ by more
    double supposed = assumed ? Math.min(SEGMENT_VARIANCE, variance) : SEGMENT_VARIANCE;
    double tau = segments.isEmpty() ? supposed : spreadOfSegments(segments.values(), supposed);
    double precision = 1 / variance;
    double sum = mean / variance;
    for (Seen each : segments.values()) {
      double weight = 1 / (each.variance() + tau);
      precision += weight;
      sum += weight * each.uplift();
    }
    Uplift.Basis otherwise = assumed ? Uplift.Basis.ASSUMED : Uplift.Basis.UNKNOWN;
    return new Learned(
        sum / precision,
        1 / precision,
        tau,
        segments,
        segments.isEmpty() ? otherwise : Uplift.Basis.MEASURED);
  }

  /**
   * Returns what is known of an uplift.
   *
   * @param action the id of the action
   * @param segment that of the person; empty for a segment of which nothing is known
   */
  public Uplift of(String action, Optional<Segment> segment) {
    Learned known = actions.get(action);
    if (known == null) {
      return new Uplift(0, SEGMENT_VARIANCE, 1, unknownVariance, Uplift.Basis.UNKNOWN);
    }
    double tau = known.segmentVariance();
    Optional<Seen> own = segment.map(known.segments()::get);
    if (own.isEmpty()) {
      // whoever supposes an uplift supposes that of every segment
      double apart = known.basis() == Uplift.Basis.ASSUMED ? 0 : tau;
      return new Uplift(known.mean(), apart, 1, known.variance(), known.basis());
    }
    double share = tau / (tau + own.get().variance());
    return new Uplift(
        share * own.get().uplift() + (1 - share) * known.mean(),
        share * own.get().variance(),
        1 - share,
        known.variance(),
        known.basis());
  }
}
