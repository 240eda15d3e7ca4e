// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.numeric.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * By how much customers in one state brought more, or less, than the model said in cuts of the
 * past, against the base as a whole: who is at risk comes back less often than a model knows that
 * sees everybody alike.
 *
 * <p>Customers of a state are parted into fifths of the base by what is expected of them. Each cell
 * has the factor
 *
 * <p>\[ \left( \frac{\sum actual / \sum expected}{the\ same\ of\ all} \right)^{n / (n + 100)} \]
 *
 * <p>with n its customers who then bought: shrunk to 1, and of shape alone, as what all customers
 * have in common, such as a season, is no matter of states. After that expectations are brought
 * back to their total. Factors are used only if those learned from the other cuts lower the
 * absolute error of every cut: where few come back, moving money to those who hardly ever do raises
 * it.
 */
public final class StateFactors {

  /** Into how many bands by expectation a state is parted. */
  public static final int BANDS = 5;

  private static final double SHRINKAGE = 100;
  private static final double LARGEST = 5;
  private static final int LEAST_CUTS = 3;

  private final int cuts;
  private final double[][] factors;

  private StateFactors(int cuts, double[][] factors) {
    this.cuts = cuts;
    this.factors = factors;
  }

  /**
   * A base at a day of the past; one place for each customer.
   *
   * @param states the number of the state, at least 0
   * @param expected what was expected, at least 0
   * @param actual what came; refunds may exceed payments
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Cut(int[] states, double[] expected, double[] actual) {
    /** Checks that all have the same length. */
    public Cut {
      if (states.length != expected.length || actual.length != expected.length) {
        throw new IllegalArgumentException(
            "not one of each for every customer: %d states, %d expected, %d actual"
                .formatted(states.length, expected.length, actual.length));
      }
    }
  }

  /**
   * Returns the factors that three or more past cuts teach; absent if they would not have helped.
   */
  public static Optional<StateFactors> learn(List<Cut> cuts) {
    if (cuts.size() < LEAST_CUTS) {
      return Optional.empty();
    }
    for (int i = 0; i < cuts.size(); i++) {
      List<Cut> others = new ArrayList<>(cuts);
      Cut left = others.remove(i);
      double[] scaled = scaled(left);
      double[] moved = of(others).applied(left.states(), left.expected()).of(left, scaled);
      if (error(moved, left.actual()) >= error(scaled, left.actual())) {
        return Optional.empty();
      }
    }
    return Optional.of(of(cuts));
  }

  /** Returns the factors of past cuts, whether they would have helped or not. */
  static StateFactors of(List<Cut> cuts) {
    int states = 0;
    for (Cut cut : cuts) {
      states = Math.max(states, Arrays.stream(cut.states()).max().orElse(0) + 1);
    }
    double[][] expected = new double[states][BANDS];
    double[][] actual = new double[states][BANDS];
    double[][] buyers = new double[states][BANDS];
    for (Cut cut : cuts) {
      double[] scaled = scaled(cut);
      double[] limits = limits(cut.expected());
      for (int c = 0; c < scaled.length; c++) {
        int state = cut.states()[c];
        int band = band(limits, cut.expected()[c]);
        expected[state][band] += scaled[c];
        actual[state][band] += cut.actual()[c];
        buyers[state][band] += cut.actual()[c] > 0 ? 1 : 0;
      }
    }
    double[][] factors = new double[states][BANDS];
    for (int s = 0; s < states; s++) {
      for (int b = 0; b < BANDS; b++) {
        double n = buyers[s][b];
        double ratio = expected[s][b] > 0 ? actual[s][b] / expected[s][b] : 1;
        double bounded = Math.max(1 / LARGEST, Math.min(LARGEST, ratio));
        factors[s][b] = Math.pow(bounded, n / (n + SHRINKAGE));
      }
    }
    return new StateFactors(cuts.size(), factors);
  }

  /** Returns from how many cuts they were learned. */
  public int cuts() {
    return cuts;
  }

  /** Returns the factors by state and band. */
  public List<List<Double>> byStateAndBand() {
    return Arrays.stream(factors).map(bands -> Arrays.stream(bands).boxed().toList()).toList();
  }

  /**
   * Returns factors that were learned before, for a base they were applied to.
   *
   * @param cuts from how many cuts they were learned
   * @param byStateAndBand as {@link #byStateAndBand} gave them, {@value #BANDS} of each state
   * @param limits as {@link Applied#limits} gave them
   * @param scale as {@link Applied#scale} gave it
   */
  public static Applied restored(
      int cuts, List<List<Double>> byStateAndBand, List<Double> limits, double scale) {
    if (limits.size() != BANDS - 1
        || byStateAndBand.stream().anyMatch(bands -> bands.size() != BANDS)) {
      throw new IllegalArgumentException(
          "not factors of %d bands: %s, %s".formatted(BANDS, byStateAndBand, limits));
    }
    double[][] factors =
        byStateAndBand.stream().map(StateFactors::unboxed).toArray(double[][]::new);
    return new StateFactors(cuts, factors).new Applied(unboxed(limits), scale);
  }

  private static double[] unboxed(List<Double> numbers) {
    return numbers.stream().mapToDouble(number -> number).toArray();
  }

  /** Returns the factors for a base of today, its total unchanged. */
  public Applied applied(int[] states, double[] expected) {
    double[] limits = limits(expected);
    double before = 0;
    double after = 0;
    for (int c = 0; c < expected.length; c++) {
      before += expected[c];
      after += expected[c] * factor(states[c], band(limits, expected[c]));
    }
    return new Applied(limits, after > 0 ? before / after : 1);
  }

  private double factor(int state, int band) {
    return state < factors.length ? factors[state][band] : 1;
  }

  /** The factors of a base of today. */
  public final class Applied {
    private final double[] limits;
    private final double scale;

    private Applied(double[] limits, double scale) {
      this.limits = limits;
      this.scale = scale;
    }

    /** Returns the factors before they were brought to the total. */
    public StateFactors factors() {
      return StateFactors.this;
    }

    /** Returns the upper ends of all bands by expectation but the last. */
    public List<Double> limits() {
      return Arrays.stream(limits).boxed().toList();
    }

    /** Returns what keeps the total. */
    public double scale() {
      return scale;
    }

    /** Returns what an expectation of a customer in a state is multiplied by. */
    public double factor(int state, double expected) {
      Arguments.count("state", state);
      return scale * StateFactors.this.factor(state, band(limits, expected));
    }

    private double[] of(Cut cut, double[] scaled) {
      double[] moved = new double[scaled.length];
      for (int c = 0; c < moved.length; c++) {
        moved[c] = scaled[c] * factor(cut.states()[c], cut.expected()[c]);
      }
      return moved;
    }
  }

  /** Expectations brought to the total that came. */
  private static double[] scaled(Cut cut) {
    double ratio =
        Math.max(0, sum(cut.actual())) / Math.max(Double.MIN_NORMAL, sum(cut.expected()));
    return Arrays.stream(cut.expected()).map(e -> e * ratio).toArray();
  }

  /** The upper ends of all bands but the last. */
  private static double[] limits(double[] expected) {
    double[] sorted = expected.clone();
    Arrays.sort(sorted);
    double[] limits = new double[BANDS - 1];
    for (int b = 0; b < limits.length && sorted.length > 0; b++) {
      limits[b] = sorted[(int) ((long) sorted.length * (b + 1) / BANDS)];
    }
    return limits;
  }

  private static int band(double[] limits, double expected) {
    int band = 0;
    while (band < limits.length && expected >= limits[band]) {
      band++;
    }
    return band;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static double error(double[] expected, double[] actual) {
    double sum = 0;
    for (int c = 0; c < expected.length; c++) {
      sum += Math.abs(expected[c] - actual[c]);
    }
    return sum;
  }
}
