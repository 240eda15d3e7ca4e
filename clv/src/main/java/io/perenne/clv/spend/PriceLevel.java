// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.numeric.LinearSystem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The price level of a base: by how much its customers pay more, or less, than they did, seen in
 * the changes of one customer's purchases only, so that who comes and who leaves does not count.
 *
 * <p>With z the value of a purchase of customer i on day t,
 *
 * <p>\[ \ln z_{it} = c_i + f(t) + g \cdot [first\ purchase] + \varepsilon_{it} \]
 *
 * <p>f is straight between knots a year apart, counted back from the last day, so that a season
 * does not bend it, and a random walk with steps of about a tenth a year (ridge). Customers are
 * taken as effects of their own; those with many purchases weigh as much as {@value
 * #MOST_PURCHASES}. A first purchase is often small and would look like a rise.
 */
public final class PriceLevel {

  /** Fewer days than this tell no trend from a season. */
  public static final int LEAST_DAYS = 729;

  private static final int YEAR = 365;
  private static final int MOST_PURCHASES = 20;
  private static final int LEAST_CUSTOMERS = 50;
  private static final double STEP = 0.1;

  private final int lastDay;
  private final double[] knots;

  private PriceLevel(int lastDay, double[] knots) {
    this.lastDay = lastDay;
    this.knots = knots;
  }

  /** Returns the level that never changed. */
  public static PriceLevel constant() {
    return new PriceLevel(0, new double[] {0, 0});
  }

  /**
   * Returns a level that was estimated before.
   *
   * @param lastDay as {@link #lastDay} gave it
   * @param knots as {@link #knots} gave them, at least two
   */
  public static PriceLevel of(int lastDay, List<Double> knots) {
    if (knots.size() < 2) {
      throw new IllegalArgumentException("fewer than two knots: " + knots);
    }
    return new PriceLevel(lastDay, knots.stream().mapToDouble(knot -> knot).toArray());
  }

  /** Returns the last day known. */
  public int lastDay() {
    return lastDay;
  }

  /** Returns the logarithms of the level on the last day, a year before, and so on. */
  public List<Double> knots() {
    return Arrays.stream(knots).boxed().toList();
  }

  /** Returns the purchases of a log, those of each customer times {@link #factor}. */
  public PurchaseLog leveled(PurchaseLog log, int until) {
    return log.scaled(
        customer -> {
          int count = log.endUntil(customer, until) - log.start(customer);
          int[] days = new int[count];
          Arrays.setAll(days, i -> log.day(log.start(customer) + i));
          return count == 0 ? 1 : factor(days, count);
        });
  }

  /** Returns whether the level never changed. */
  public boolean isConstant() {
    return Arrays.stream(knots).allMatch(knot -> knot == knots[0]);
  }

  /**
   * Estimates from what was known at the end of a day.
   *
   * @return absent if less than two years are known, or too few customers bought twice
   */
  public static Optional<PriceLevel> of(PurchaseLog log, int until) {
    if (!log.priced() || until - log.firstDay() + 1 < LEAST_DAYS) {
      return Optional.empty();
    }
    Regression regression = new Regression(log, until);
    return regression.customers < LEAST_CUSTOMERS
        ? Optional.empty()
        : Optional.of(new PriceLevel(until, regression.knots()));
  }

  /** Returns the level of a day over that of the last; days after it have its level. */
  public double at(int day) {
    double position = Math.max(0, (lastDay - day) / (double) YEAR);
    int k = Math.min(knots.length - 2, (int) position);
    double share = Math.min(1, position - k);
    return Math.exp(knots[k] + share * (knots[k + 1] - knots[k]) - knots[0]);
  }

  /**
   * Returns what money spent over some days is at the prices of the last, over what it was: each
   * day is taken to have seen the same.
   *
   * @param days epoch days; only the first {@code count} are read
   * @param count how many, at least 1
   */
  public double factor(int[] days, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += 1 / at(days[i]);
    }
    return sum / count;
  }

  /** Returns what a value of a day is at the prices of the last. */
  public double today(int day, double value) {
    return value / at(day);
  }

  /** Returns by how much the level rose over the last year, as a share. */
  public double lastYear() {
    return Math.exp(knots[0] - knots[1]) - 1;
  }

  /** The normal equations, customers' own levels swept out. */
  private static final class Regression {
    private final PurchaseLog log;
    private final int until;
    private final int size;
    private final double[][] squares;
    private final double[] products;
    private double residual;
    private double freedom;
    private int customers;

    Regression(PurchaseLog log, int until) {
      this.log = log;
      this.until = until;
      this.size = (until - log.firstDay() + YEAR - 1) / YEAR + 2;
      this.squares = new double[size][size];
      this.products = new double[size];
      for (int c = 0; c < log.customersUntil(until); c++) {
        add(log.start(c), log.endUntil(c, until));
      }
    }

    private void add(int from, int to) {
      int count = 0;
      double meanLog = 0;
      double[] mean = new double[size];
      for (int p = from; p < to; p++) {
        if (log.value(p) > 0) {
          count++;
          meanLog += Math.log(log.value(p));
          addRow(mean, p, p == from, 1);
        }
      }
      if (count < 2) {
        return;
      }
      customers++;
      double weight = Math.min(1, (double) MOST_PURCHASES / count);
      for (int k = 0; k < size; k++) {
        mean[k] /= count;
      }
      for (int p = from; p < to; p++) {
        if (log.value(p) > 0) {
          double[] row = new double[size];
          addRow(row, p, p == from, 1);
          double y = Math.log(log.value(p)) - meanLog / count;
          for (int k = 0; k < size; k++) {
            row[k] -= mean[k];
          }
          add(row, y, weight);
        }
      }
      freedom += weight * (count - 1);
    }

    private void add(double[] row, double y, double weight) {
      residual += weight * y * y;
      for (int i = 0; i < size; i++) {
        products[i] += weight * row[i] * y;
        for (int j = 0; j < size; j++) {
          squares[i][j] += weight * row[i] * row[j];
        }
      }
    }

    /** Weights of the knots around a day; the last place is whether it is a first purchase. */
    private void addRow(double[] row, int purchase, boolean first, double weight) {
      double position = (until - log.day(purchase)) / (double) YEAR;
      int k = (int) position;
      row[k] += weight * (1 - position + k);
      row[k + 1] += weight * (position - k);
      row[size - 1] += first ? weight : 0;
    }

    double[] knots() {
      double ridge = residual / Math.max(1, freedom) / (STEP * STEP);
      for (int k = 0; k + 2 < size; k++) {
        squares[k][k] += ridge;
        squares[k + 1][k + 1] += ridge;
        squares[k][k + 1] -= ridge;
        squares[k + 1][k] -= ridge;
      }
      for (int k = 0; k < size; k++) {
        // levels count from any zero; a thousandth of the ridge fixes one
        squares[k][k] += 1e-3 * ridge + Double.MIN_NORMAL;
      }
      double[] solution = LinearSystem.solve(squares, products);
      double[] knots = new double[size - 1];
      System.arraycopy(solution, 0, knots, 0, knots.length);
      return knots;
    }
  }
}
