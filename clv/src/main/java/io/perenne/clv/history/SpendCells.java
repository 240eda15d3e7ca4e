// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import io.perenne.clv.numeric.Columns;

/**
 * The distinct spend histories of a base with the number of customers who share each, in canonical
 * order (count, sum, log sum).
 *
 * <p>Customers without a purchase value are left out. Equal (count, sum) are one cell whose log sum
 * is the mean over its customers: the likelihood is linear in it, so nothing is lost.
 */
public final class SpendCells {

  private final int[] count;
  private final double[] sum;
  private final double[] sumLog;
  private final double[] weight;
  private final double customers;
  private final double purchases;
  private final double total;

  private SpendCells(int[] count, double[] sum, double[] sumLog, double[] weight) {
    this.count = count;
    this.sum = sum;
    this.sumLog = sumLog;
    this.weight = weight;
    double customerSum = 0;
    double purchaseSum = 0;
    double valueSum = 0;
    for (int i = 0; i < weight.length; i++) {
      customerSum += weight[i];
      purchaseSum += weight[i] * count[i];
      valueSum += weight[i] * sum[i];
    }
    this.customers = customerSum;
    this.purchases = purchaseSum;
    this.total = valueSum;
  }

  /** Returns a builder to which customers or ready-made cells are added in any order. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the number of distinct cells. */
  public int size() {
    return weight.length;
  }

  /** Returns the number of purchases of a customer of a cell. */
  public int count(int cell) {
    return count[cell];
  }

  /** Returns the total value of a customer of a cell. */
  public double sum(int cell) {
    return sum[cell];
  }

  /** Returns the mean log sum of the customers of a cell. */
  public double sumLog(int cell) {
    return sumLog[cell];
  }

  /** Returns how many customers share a cell. */
  public double weight(int cell) {
    return weight[cell];
  }

  /** Returns the number of customers with a purchase value: the sum of the weights. */
  public double customers() {
    return customers;
  }

  /** Returns the number of purchases of all customers. */
  public double purchases() {
    return purchases;
  }

  /** Returns the mean value of a purchase, 0 if there is none. */
  public double meanValue() {
    return purchases > 0 ? total / purchases : 0;
  }

  /** Collects customers or cells; equal histories are merged when built. */
  public static final class Builder {
    private final Columns columns = new Columns(4);

    private Builder() {}

    /** Adds one customer; one without purchase values is ignored. */
    public Builder add(int count, double sum, double sumLog) {
      return add(count, sum, sumLog, 1);
    }

    /** Adds customers who share a history with the given mean log sum. */
    public Builder add(int count, double sum, double sumLog, double customers) {
      SpendHistory.check(count, sum);
      if (!(customers > 0 && customers < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("customers is not finite and > 0: " + customers);
      }
      if (!Double.isFinite(sumLog)) {
        throw new IllegalArgumentException("sumLog is not finite: " + sumLog);
      }
      if (count > 0) {
        columns.add(count, sum, sumLog, customers);
      }
      return this;
    }

    /** Returns the cells in canonical order. */
    public SpendCells build() {
      double[] n = columns.column(0);
      double[] s = columns.column(1);
      double[] logs = columns.column(2);
      double[] w = columns.column(3);
      int[] order = CanonicalOrder.of(columns.rows(), n, s, logs, w);
      int size = 0;
      int[] group = new int[order.length];
      for (int i = 1; i <= order.length; i++) {
        boolean starts =
            i == order.length || n[order[i - 1]] != n[order[i]] || s[order[i - 1]] != s[order[i]];
        group[i - 1] = size;
        size += starts ? 1 : 0;
      }
      int[] count = new int[size];
      double[] sum = new double[size];
      double[] sumLog = new double[size];
      double[] weight = new double[size];
      for (int i = 0; i < order.length; i++) {
        int row = order[i];
        int g = group[i];
        count[g] = (int) n[row];
        sum[g] = s[row];
        weight[g] += w[row];
        sumLog[g] += (logs[row] - sumLog[g]) * (w[row] / weight[g]);
      }
      return new SpendCells(count, sum, sumLog, weight);
    }
  }
}
