// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import io.perenne.clv.numeric.Columns;
import java.util.Arrays;

/**
 * The distinct purchase histories of a base with the number of customers who share each: all that a
 * likelihood needs to know.
 *
 * <p>Cells are kept in canonical order (x, T, t_x, log gaps) whatever the order of arrival, so that
 * sums over them repeat to the last bit. Equal (x, t_x, T) are one cell, whose log gap sum is the
 * mean over its customers: the likelihood of every model with one regularity for all is linear in
 * it, so nothing is lost. Models in which regularity differs between customers need {@link
 * Builder#keepLogGapsApart()}.
 */
public final class HistoryCells {

  private final int[] frequency;
  private final double[] recency;
  private final double[] age;
  private final double[] logGapSum;
  private final double[] weight;
  private final boolean logGapsApart;
  private final double customers;
  private final double transactions;
  private final double meanAge;

  private HistoryCells(
      int[] frequency,
      double[] recency,
      double[] age,
      double[] logGapSum,
      double[] weight,
      boolean logGapsApart) {
    this.frequency = frequency;
    this.recency = recency;
    this.age = age;
    this.logGapSum = logGapSum;
    this.weight = weight;
    this.logGapsApart = logGapsApart;
    double n = 0;
    double x = 0;
    double t = 0;
    for (int i = 0; i < weight.length; i++) {
      n += weight[i];
      x += weight[i] * frequency[i];
      t += weight[i] * age[i];
    }
    this.customers = n;
    this.transactions = x;
    this.meanAge = n > 0 ? t / n : 0;
  }

  /** Returns a builder to which customers or ready-made cells are added in any order. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the cells of the given customers. */
  public static HistoryCells of(Iterable<PurchaseHistory> customers) {
    Builder builder = builder();
    for (PurchaseHistory h : customers) {
      builder.add(h.frequency(), h.recency(), h.age(), h.logGapSum(), 1);
    }
    return builder.build();
  }

  /** Returns the number of distinct cells. */
  public int size() {
    return weight.length;
  }

  /** Returns x of a cell. */
  public int frequency(int cell) {
    return frequency[cell];
  }

  /** Returns t_x of a cell, in days. */
  public double recency(int cell) {
    return recency[cell];
  }

  /** Returns T of a cell, in days. */
  public double age(int cell) {
    return age[cell];
  }

  /** Returns the mean log gap sum of the customers of a cell. */
  public double logGapSum(int cell) {
    return logGapSum[cell];
  }

  /**
   * Returns whether customers with different log gap sums are in different cells, so that none was
   * averaged away.
   */
  public boolean logGapsApart() {
    return logGapsApart;
  }

  /** Returns how many customers share a cell. */
  public double weight(int cell) {
    return weight[cell];
  }

  /** Returns a cell as the history of one customer. */
  public PurchaseHistory history(int cell) {
    return new PurchaseHistory(frequency[cell], recency[cell], age[cell], logGapSum[cell]);
  }

  /** Returns the number of customers: the sum of the weights. */
  public double customers() {
    return customers;
  }

  /** Returns the number of repeat purchases of all customers. */
  public double transactions() {
    return transactions;
  }

  /** Returns the mean age of the customers in days, 0 if there are none. */
  public double meanAge() {
    return meanAge;
  }

  /** Returns the highest frequency, 0 if there are no customers. */
  public int maxFrequency() {
    return frequency.length == 0 ? 0 : frequency[frequency.length - 1];
  }

  /**
   * Returns a coarse view: customers of equal x, floor(t_x / width) and floor(T / width) share a
   * cell that carries their mean t_x and T.
   *
   * <p>Means make the error of second order in the width; rounding to the grid would not.
   */
  public HistoryCells coarse(double width) {
    return coarse(width, Double.POSITIVE_INFINITY);
  }

  /**
   * Returns a coarse view in which, besides, log gap sums in one cell differ by at most a width.
   */
  public HistoryCells coarse(double width, double logGapWidth) {
    if (!(width > 0)) {
      throw new IllegalArgumentException("width is not > 0: " + width);
    }
    if (!(logGapWidth > 0)) {
      throw new IllegalArgumentException("logGapWidth is not > 0: " + logGapWidth);
    }
    Builder means = builder();
    if (logGapWidth < Double.POSITIVE_INFINITY) {
      means.keepLogGapsApart();
    }
    for (int from = 0; from < size(); ) {
      int to = from + 1;
      while (to < size()
          && frequency[to] == frequency[from]
          && bin(age[to], width) == bin(age[from], width)) {
        to++;
      }
      addBins(from, to, width, logGapWidth, means);
      from = to;
    }
    return means.build();
  }

  /** Beyond 2^31 bins all times share one. */
  private static int bin(double time, double width) {
    return (int) (time / width);
  }

  /** Adds the cells between two, whose x and bin of T are equal, by bins of t_x and log gaps. */
  private void addBins(int from, int to, double width, double logGapWidth, Builder means) {
    long[] byRecency = new long[to - from];
    for (int i = from; i < to; i++) {
      byRecency[i - from] = (long) bin(recency[i], width) << 32 | i;
    }
    Arrays.sort(byRecency);
    CellMean mean = new CellMean(this);
    for (int first = 0; first < byRecency.length; ) {
      int last = first + 1;
      while (last < byRecency.length && byRecency[last] >> 32 == byRecency[first] >> 32) {
        last++;
      }
      if (logGapWidth < Double.POSITIVE_INFINITY) {
        sortByLogGaps(byRecency, first, last, logGapWidth);
      }
      for (int k = first; k < last; k++) {
        if (k > first && byRecency[k] >> 32 != byRecency[k - 1] >> 32) {
          mean.moveTo(means);
        }
        mean.add((int) byRecency[k]);
      }
      mean.moveTo(means);
      first = last;
    }
  }

  private void sortByLogGaps(long[] cells, int first, int last, double width) {
    for (int k = first; k < last; k++) {
      int cell = (int) cells[k];
      cells[k] = (long) (int) Math.floor(logGapSum[cell] / width) << 32 | cell;
    }
    Arrays.sort(cells, first, last);
  }

  /**
   * Returns a view in which customers of equal x and T share a cell that carries their mean t_x:
   * all that a model without dropout sees of them.
   */
  public HistoryCells withoutRecency() {
    Builder merged = builder();
    CellMean mean = new CellMean(this);
    for (int i = 0; i < size(); i++) {
      if (i > 0 && (frequency[i] != frequency[i - 1] || age[i] != age[i - 1])) {
        mean.moveTo(merged);
      }
      mean.add(i);
    }
    mean.moveTo(merged);
    return merged.build();
  }

  /** Returns the same cells with all times multiplied by a factor: another unit of time. */
  public HistoryCells scaledBy(double factor) {
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("factor is not finite and > 0: " + factor);
    }
    Builder builder = builder().keepLogGapsApart();
    for (int i = 0; i < size(); i++) {
      double shifted = logGapSum[i] + frequency[i] * Math.log(factor);
      builder.add(frequency[i], recency[i] * factor, age[i] * factor, shifted, weight[i]);
    }
    builder.averaged = !logGapsApart;
    return builder.build();
  }

  /** The weighted mean of cells of one x. */
  private static final class CellMean {
    private final HistoryCells cells;
    private int frequency;
    private double recency;
    private double age;
    private double logGapSum;
    private double weight;

    CellMean(HistoryCells cells) {
      this.cells = cells;
    }

    void add(int i) {
      double w = cells.weight[i];
      frequency = cells.frequency[i];
      recency += w * cells.recency[i];
      age += w * cells.age[i];
      logGapSum += w * cells.logGapSum[i];
      weight += w;
    }

    /** Adds the mean as a cell, unless nothing was added to it, and starts anew. */
    void moveTo(Builder builder) {
      if (weight > 0) {
        double meanAge = age / weight;
        double meanRecency = Math.min(recency / weight, meanAge);
        builder.add(frequency, meanRecency, meanAge, logGapSum / weight, weight);
      }
      recency = 0;
      age = 0;
      logGapSum = 0;
      weight = 0;
    }
  }

  /** Collects customers or cells; equal histories are merged when built. */
  public static final class Builder {
    private final Columns columns = new Columns(5);
    private boolean logGapsApart;
    private boolean averaged;

    private Builder() {}

    /** Keeps customers with different log gap sums in different cells. */
    public Builder keepLogGapsApart() {
      logGapsApart = true;
      return this;
    }

    /** Adds one customer. */
    public Builder add(int frequency, double recency, double age) {
      return add(frequency, recency, age, 0, 1);
    }

    /** Adds customers who share a history. */
    public Builder add(int frequency, double recency, double age, double customers) {
      return add(frequency, recency, age, 0, customers);
    }

    /** Adds customers who share a history with the given mean log gap sum. */
    public Builder add(
        int frequency, double recency, double age, double logGapSum, double customers) {
      PurchaseHistory.check(frequency, recency, age);
      if (!(customers > 0 && customers < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("customers is not finite and > 0: " + customers);
      }
      if (!Double.isFinite(logGapSum)) {
        throw new IllegalArgumentException("logGapSum is not finite: " + logGapSum);
      }
      columns.add(frequency, age, recency, logGapSum, customers);
      return this;
    }

    /** Returns the cells in canonical order. */
    public HistoryCells build() {
      double[] x = columns.column(0);
      double[] t = columns.column(1);
      double[] tx = columns.column(2);
      double[] litt = columns.column(3);
      double[] w = columns.column(4);
      int[] order = CanonicalOrder.of(columns.rows(), x, t, tx, litt, w);
      int size = 0;
      int[] group = new int[order.length];
      for (int i = 1; i <= order.length; i++) {
        boolean starts = i == order.length || !same(order[i - 1], order[i], x, t, tx, litt);
        group[i - 1] = size;
        size += starts ? 1 : 0;
      }
      return merged(order, group, size);
    }

    private boolean same(int i, int j, double[] x, double[] t, double[] tx, double[] litt) {
      return x[i] == x[j]
          && t[i] == t[j]
          && tx[i] == tx[j]
          && (!logGapsApart || litt[i] == litt[j]);
    }

    private HistoryCells merged(int[] order, int[] group, int size) {
      double[] x = columns.column(0);
      double[] t = columns.column(1);
      double[] tx = columns.column(2);
      double[] litt = columns.column(3);
      double[] w = columns.column(4);
      int[] frequency = new int[size];
      double[] recency = new double[size];
      double[] age = new double[size];
      double[] logGapSum = new double[size];
      double[] weight = new double[size];
      for (int i = 0; i < order.length; i++) {
        int row = order[i];
        int g = group[i];
        averaged |= weight[g] > 0 && litt[row] != logGapSum[g];
        frequency[g] = (int) x[row];
        recency[g] = tx[row];
        age[g] = t[row];
        weight[g] += w[row];
        // running mean: exact for a single row, and the total is kept
        logGapSum[g] += (litt[row] - logGapSum[g]) * (w[row] / weight[g]);
      }
      return new HistoryCells(frequency, recency, age, logGapSum, weight, !averaged);
    }
  }
}
