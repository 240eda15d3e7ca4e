// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What each customer of both arms brought, beside what was known of them before: one row a
 * customer, everybody who was assigned, those who brought nothing with 0.
 */
public final class ArmSample {
  private final int[] strata;
  private final boolean[] targets;
  private final double[] outcomes;
  private final double[][] known;

  private ArmSample(int[] strata, boolean[] targets, double[] outcomes, double[][] known) {
    this.strata = strata;
    this.targets = targets;
    this.outcomes = outcomes;
    this.known = known;
  }

  /** Collects customers. */
  public static final class Builder {
    private final int covariates;
    private int size;
    private int[] strata = new int[64];
    private boolean[] targets = new boolean[64];
    private double[] outcomes = new double[64];
    private double[][] known;

    /**
     * Begins a sample.
     *
     * @param covariates how many numbers are known of each customer beforehand
     */
    public Builder(int covariates) {
      this.covariates = covariates;
      this.known = new double[covariates][64];
    }

    /**
     * Adds a customer.
     *
     * @param stratum the number of what the arms were drawn within, such as a segment
     * @param arm the arm the customer was assigned to, whatever was done
     * @param outcome what is measured
     * @param before what was known before the start, so many numbers as announced
     * @throws IllegalArgumentException if a number is not finite, or there are too few or many
     */
    public Builder add(int stratum, Arm arm, double outcome, double... before) {
      if (!Double.isFinite(outcome) || !Arrays.stream(before).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("not finite: " + outcome + Arrays.toString(before));
      }
      if (before.length != covariates) {
        throw new IllegalArgumentException(before.length + " covariates, not " + covariates);
      }
      if (size == outcomes.length) {
        grow();
      }
      strata[size] = stratum;
      targets[size] = arm == Arm.TARGET;
      outcomes[size] = outcome;
      for (int i = 0; i < covariates; i++) {
        known[i][size] = before[i];
      }
      size++;
      return this;
    }

    private void grow() {
      int length = 2 * size;
      strata = Arrays.copyOf(strata, length);
      targets = Arrays.copyOf(targets, length);
      outcomes = Arrays.copyOf(outcomes, length);
      for (int i = 0; i < covariates; i++) {
        known[i] = Arrays.copyOf(known[i], length);
      }
    }

    /** Returns the sample. */
    public ArmSample build() {
      double[][] columns = new double[covariates][];
      Arrays.setAll(columns, i -> Arrays.copyOf(known[i], size));
      return new ArmSample(
          Arrays.copyOf(strata, size),
          Arrays.copyOf(targets, size),
          Arrays.copyOf(outcomes, size),
          columns);
    }
  }

  /** Returns how many customers there are. */
  public int size() {
    return outcomes.length;
  }

  /** Returns how many customers are in an arm. */
  public int size(Arm arm) {
    return (int) IntStream.range(0, size()).filter(i -> arm(i) == arm).count();
  }

  /** Returns how many numbers are known of each customer beforehand. */
  public int covariates() {
    return known.length;
  }

  int stratum(int row) {
    return strata[row];
  }

  Arm arm(int row) {
    return targets[row] ? Arm.TARGET : Arm.CONTROL;
  }

  /** Returns what is measured of a customer, by the order in which they were added. */
  public double outcome(int row) {
    return outcomes[row];
  }

  double before(int covariate, int row) {
    return known[covariate][row];
  }

  /** Returns the customers of one stratum. */
  public ArmSample only(int stratum) {
    return where(row -> strata[row] == stratum);
  }

  private ArmSample where(IntPredicate wanted) {
    int[] rows = IntStream.range(0, size()).filter(wanted).toArray();
    boolean[] kept = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      kept[i] = targets[rows[i]];
    }
    double[][] columns = new double[known.length][];
    Arrays.setAll(columns, c -> IntStream.of(rows).mapToDouble(row -> known[c][row]).toArray());
    return new ArmSample(
        IntStream.of(rows).map(row -> strata[row]).toArray(),
        kept,
        IntStream.of(rows).mapToDouble(row -> outcomes[row]).toArray(),
        columns);
  }

  /**
   * Returns the same customers with no outcome above a quantile of all outcomes: how much of a
   * difference hangs on a few who spent most.
   *
   * @param quantile in (0, 1], such as 0.999
   */
  public ArmSample winsorised(double quantile) {
    if (size() == 0) {
      return this;
    }
    double[] sorted = outcomes.clone();
    Arrays.sort(sorted);
    double most = sorted[(int) Math.ceil(quantile * size()) - 1];
    return new ArmSample(
        strata,
        targets,
        Arrays.stream(outcomes).map(each -> Math.min(each, most)).toArray(),
        known);
  }

  /** Returns the same customers with other outcomes, in the order in which they were added. */
  public ArmSample with(double[] others) {
    if (others.length != size()) {
      throw new IllegalArgumentException(others.length + " outcomes of " + size() + " customers");
    }
    return new ArmSample(strata, targets, others.clone(), known);
  }
}
