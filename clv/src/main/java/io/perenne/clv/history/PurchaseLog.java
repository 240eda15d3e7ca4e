// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * Who bought on which days for how much: all purchases of a base, so that it can be looked at as of
 * any day.
 *
 * <p>Customers come in the order of their first day, those of one day in an order that depends on
 * their purchases alone, whatever the order of arrival; so those acquired up to a day are the first
 * ones, and sums over customers repeat to the last bit. Days are epoch days.
 */
public final class PurchaseLog {

  private final int[] start;
  private final int[] day;
  private final double[] value;
  private final boolean priced;
  private final KnownCovariates covariates;
  private final int lastDay;

  private PurchaseLog(
      int[] start, int[] day, double[] value, boolean priced, KnownCovariates covariates) {
    this.start = start;
    this.day = day;
    this.value = value;
    this.priced = priced;
    this.covariates = covariates;
    this.lastDay = Arrays.stream(day).max().orElse(0);
  }

  /** Returns a builder for purchases whose values are known. */
  public static Builder builder() {
    return new Builder(true);
  }

  /** Returns a builder for purchases of which only the days are known. */
  public static Builder withoutValues() {
    return new Builder(false);
  }

  /** Returns the number of customers. */
  public int customers() {
    return start.length - 1;
  }

  /** Returns the number of purchases of all customers. */
  public int purchases() {
    return day.length;
  }

  /** Returns whether the values of purchases are known; if not, all are 0. */
  public boolean priced() {
    return priced;
  }

  /** Returns the first purchase of a customer; purchases count through all customers. */
  public int start(int customer) {
    return start[customer];
  }

  /** Returns the purchase after the last one of a customer. */
  public int end(int customer) {
    return start[customer + 1];
  }

  /** Returns the day of a purchase. */
  public int day(int purchase) {
    return day[purchase];
  }

  /** Returns the value of a purchase. */
  public double value(int purchase) {
    return value[purchase];
  }

  /** Returns the day on which a customer was acquired. */
  public int firstDay(int customer) {
    return day[start[customer]];
  }

  /** Returns the day of the earliest purchase of all, 0 without customers. */
  public int firstDay() {
    return day.length == 0 ? 0 : day[0];
  }

  /** Returns the day of the latest purchase of all, 0 without customers. */
  public int lastDay() {
    return lastDay;
  }

  /** Returns how many customers were acquired up to a day: they are the first ones. */
  public int customersUntil(int until) {
    int low = 0;
    int high = customers();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firstDay(middle) <= until) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the purchase after the last one that a customer made up to a day. */
  public int endUntil(int customer, int until) {
    int end = end(customer);
    while (end > start[customer] && day[end - 1] > until) {
      end--;
    }
    return end;
  }

  /** Returns the distinct histories, as of the end of a day, of the customers acquired by then. */
  public HistoryCells histories(int until) {
    return histories(until, OperationalClock.calendar());
  }

  /** Returns the distinct histories as of the end of a day, in the time of a clock. */
  public HistoryCells histories(int until, OperationalClock clock) {
    return histories(until, clock, HistoryCells.builder());
  }

  /** Returns the distinct histories in days, customers with different log gap sums apart. */
  public HistoryCells historiesByLogGaps(int until) {
    return historiesByLogGaps(until, OperationalClock.calendar());
  }

  /** Returns the distinct histories in the time of a clock, different log gap sums apart. */
  public HistoryCells historiesByLogGaps(int until, OperationalClock clock) {
    return histories(until, clock, HistoryCells.builder().keepLogGapsApart());
  }

  private HistoryCells histories(int until, OperationalClock clock, HistoryCells.Builder cells) {
    int customers = customersUntil(until);
    for (int c = 0; c < customers; c++) {
      addHistory(cells, c, until, clock);
    }
    return cells.build();
  }

  private void addHistory(
      HistoryCells.Builder cells, int customer, int until, OperationalClock clock) {
    PurchaseHistory history = history(customer, until, clock);
    cells.add(history.frequency(), history.recency(), history.age(), history.logGapSum(), 1);
  }

  /** Returns the history of a customer as of the end of a day, in the time of a clock. */
  public PurchaseHistory history(int customer, int until, OperationalClock clock) {
    int first = start[customer];
    int end = endUntil(customer, until);
    double logGaps = 0;
    for (int p = first + 1; p < end; p++) {
      logGaps += Math.log(clock.between(day[p - 1], day[p]));
    }
    return new PurchaseHistory(
        end - first - 1,
        clock.between(day[first], day[end - 1]),
        clock.between(day[first], until),
        logGaps);
  }

  /**
   * Returns the history of a customer in whole days as of the end of a day, with the sum of the
   * logarithms of the gaps in the time of a clock.
   */
  public PurchaseHistory historyInDays(int customer, int until, OperationalClock gapTime) {
    PurchaseHistory days = history(customer, until, OperationalClock.calendar());
    return gapTime.isCalendar()
        ? days
        : new PurchaseHistory(
            days.frequency(),
            days.recency(),
            days.age(),
            history(customer, until, gapTime).logGapSum());
  }

  /** Returns the sum of the logarithms of a customer's gaps between purchases up to a day. */
  public double logGapSum(int customer, int until) {
    return history(customer, until, OperationalClock.calendar()).logGapSum();
  }

  /** Returns the names of the covariates, empty if none are known. */
  public List<String> covariates() {
    return covariates.names();
  }

  /** Returns the covariates of a customer. */
  public List<Double> covariates(int customer) {
    return covariates.values(customer);
  }

  /** Returns the place of a customer's covariates among the patterns. */
  public int pattern(int customer) {
    return covariates.pattern(customer);
  }

  /** Returns the distinct histories, as of the end of a day, apart by covariates. */
  public CovariateGroups<HistoryCells> historyGroups(int until) {
    return historyGroups(until, OperationalClock.calendar());
  }

  /** Returns the distinct histories apart by covariates, in the time of a clock. */
  public CovariateGroups<HistoryCells> historyGroups(int until, OperationalClock clock) {
    return historyGroups(until, clock, HistoryCells::builder);
  }

  /** Returns the distinct histories apart by covariates and by log gap sums. */
  public CovariateGroups<HistoryCells> historyGroupsByLogGaps(int until, OperationalClock clock) {
    return historyGroups(until, clock, () -> HistoryCells.builder().keepLogGapsApart());
  }

  private CovariateGroups<HistoryCells> historyGroups(
      int until, OperationalClock clock, Supplier<HistoryCells.Builder> builders) {
    return covariates.groups(
        customersUntil(until),
        builders,
        (cells, customer) -> addHistory(cells, customer, until, clock),
        HistoryCells.Builder::build);
  }

  /** Returns what customers had spent by the end of a day, apart by covariates. */
  public CovariateGroups<SpendCells> spendGroups(int until, SpendBasis basis) {
    return covariates.groups(
        customersUntil(until),
        SpendCells::builder,
        (cells, customer) -> addSpend(cells, customer, until, basis),
        SpendCells.Builder::build);
  }

  /** Returns what the customers acquired up to a day had spent by its end. */
  public SpendCells spend(int until, SpendBasis basis) {
    SpendCells.Builder cells = SpendCells.builder();
    int customers = customersUntil(until);
    for (int c = 0; c < customers; c++) {
      addSpend(cells, c, until, basis);
    }
    return cells.build();
  }

  private void addSpend(SpendCells.Builder cells, int customer, int until, SpendBasis basis) {
    SpendHistory spend = spend(customer, until, basis);
    cells.add(spend.count(), spend.sum(), spend.sumLog());
  }

  /** Returns what a customer had spent by the end of a day. */
  public SpendHistory spend(int customer, int until, SpendBasis basis) {
    return basis.spend(value, start[customer], endUntil(customer, until));
  }

  /**
   * Returns what was known at the end of a day of some of the customers, spread evenly over their
   * order and so over the days of acquisition.
   *
   * @param most how many customers at most, at least 1
   */
  public PurchaseLog sample(int until, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most is not >= 1: " + most);
    }
    int customers = customersUntil(until);
    int size = Math.min(customers, most);
    int[] sampledStart = new int[size + 1];
    int[] chosen = new int[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = (int) ((long) customers * i / size);
      sampledStart[i + 1] = sampledStart[i] + endUntil(chosen[i], until) - start[chosen[i]];
    }
    int[] sampledDay = new int[sampledStart[size]];
    double[] sampledValue = new double[sampledStart[size]];
    for (int i = 0; i < size; i++) {
      int count = sampledStart[i + 1] - sampledStart[i];
      System.arraycopy(day, start[chosen[i]], sampledDay, sampledStart[i], count);
      System.arraycopy(value, start[chosen[i]], sampledValue, sampledStart[i], count);
    }
    return new PurchaseLog(sampledStart, sampledDay, sampledValue, priced, covariates.of(chosen));
  }

  /**
   * Returns the same purchases with values above a quantile lowered to it: for fitting spend where
   * a few huge purchases would rule it, not for counting money.
   *
   * @param level in (0, 1], as 0.999
   */
  public PurchaseLog winsorized(double level) {
    if (!(level > 0 && level <= 1)) {
      throw new IllegalArgumentException("level not in (0, 1]: " + level);
    }
    double[] sorted = value.clone();
    Arrays.sort(sorted);
    double[] lowered = value.clone();
    if (sorted.length > 0) {
      double highest = sorted[(int) Math.ceil(level * sorted.length) - 1];
      Arrays.setAll(lowered, i -> Math.min(value[i], highest));
    }
    return new PurchaseLog(start, day, lowered, priced, covariates);
  }

  /** What a purchase on a day would have been worth at the prices of another. */
  public interface Repricing {
    /** Returns the value at other prices. */
    double value(int day, double value);
  }

  /** Returns the same purchases at other prices. */
  public PurchaseLog repriced(Repricing prices) {
    double[] other = new double[value.length];
    Arrays.setAll(other, i -> prices.value(day[i], value[i]));
    return new PurchaseLog(start, day, other, priced, covariates);
  }

  /** Returns the same purchases, the values of each customer times a factor of the customer. */
  public PurchaseLog scaled(IntToDoubleFunction factors) {
    double[] other = new double[value.length];
    for (int c = 0; c < customers(); c++) {
      double factor = factors.applyAsDouble(c);
      for (int p = start[c]; p < start[c + 1]; p++) {
        other[p] = value[p] * factor;
      }
    }
    return new PurchaseLog(start, day, other, priced, covariates);
  }

  /** Collects customers in any order. */
  public static final class Builder {

    private final boolean priced;
    private int[] start = new int[1024];
    private int[] day = new int[4096];
    private double[] value = new double[4096];
    private KnownCovariates covariates = KnownCovariates.none();
    private int[] pattern = new int[0];
    private int customers;

    private Builder(boolean priced) {
      this.priced = priced;
    }

    /**
     * Declares the covariates that customers have, before any is added.
     *
     * @param names their names
     * @param patterns the combinations of values there are, all different
     */
    public Builder withCovariates(List<String> names, List<List<Double>> patterns) {
      if (customers > 0) {
        throw new IllegalStateException("there are customers already");
      }
      covariates = KnownCovariates.of(names, patterns);
      pattern = new int[1024];
      return this;
    }

    /**
     * Declares that each customer follows one of some series of covariates, before any is added.
     *
     * @param series how many series there are
     */
    public Builder withSeries(int series) {
      return withCovariates(List.of(), Collections.nCopies(series, List.of()));
    }

    /** Adds a customer with the first pattern of covariates. */
    public Builder add(int[] days, double[] values, int count) {
      return add(days, values, count, 0);
    }

    /**
     * Adds a customer.
     *
     * @param days epoch days of the purchases, rising; only the first {@code count} are read
     * @param values the value of each, at least 0; not read where values are not known
     * @param count how many purchases, at least 1
     * @param covariatePattern the place of the customer's covariates among the patterns
     */
    public Builder add(int[] days, double[] values, int count, int covariatePattern) {
      check(days, values, count);
      int from = start[customers];
      if (customers + 2 > start.length) {
        start = Arrays.copyOf(start, 2 * start.length);
      }
      if (from + count > day.length) {
        int capacity = Math.max(2 * day.length, from + count);
        day = Arrays.copyOf(day, capacity);
        value = Arrays.copyOf(value, capacity);
      }
      System.arraycopy(days, 0, day, from, count);
      if (priced) {
        System.arraycopy(values, 0, value, from, count);
      }
      if (pattern.length > 0) {
        if (customers == pattern.length) {
          pattern = Arrays.copyOf(pattern, 2 * customers);
        }
        pattern[customers] = covariates.requirePattern(covariatePattern);
      }
      customers++;
      start[customers] = from + count;
      return this;
    }

    private void check(int[] days, double[] values, int count) {
      if (count < 1) {
        throw new IllegalArgumentException("count is not >= 1: " + count);
      }
      for (int i = 0; i < count; i++) {
        if (i > 0 && days[i] <= days[i - 1]) {
          throw new IllegalArgumentException(
              "days do not rise: " + days[i - 1] + ", then " + days[i]);
        }
        if (priced && !(values[i] >= 0 && values[i] < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException("value is not finite and >= 0: " + values[i]);
        }
      }
    }

    /** Returns the log. */
    public PurchaseLog build() {
      double[] first = new double[customers];
      double[] content = new double[customers];
      double[] kind = new double[customers];
      for (int c = 0; c < customers; c++) {
        first[c] = day[start[c]];
        content[c] = fingerprint(start[c], start[c + 1]);
        kind[c] = pattern.length == 0 ? 0 : pattern[c];
      }
      int[] order = CanonicalOrder.of(customers, first, content, kind);
      int[] sortedStart = new int[customers + 1];
      int[] sortedDay = new int[start[customers]];
      double[] sortedValue = new double[start[customers]];
      for (int i = 0; i < customers; i++) {
        int from = start[order[i]];
        int count = start[order[i] + 1] - from;
        System.arraycopy(day, from, sortedDay, sortedStart[i], count);
        System.arraycopy(value, from, sortedValue, sortedStart[i], count);
        sortedStart[i + 1] = sortedStart[i] + count;
      }
      KnownCovariates known =
          pattern.length == 0 ? covariates : covariates.withPatterns(pattern).of(order);
      return new PurchaseLog(sortedStart, sortedDay, sortedValue, priced, known);
    }

    /** A number of 53 bits that differs where purchases differ, but for a chance of 1 in 2^53. */
    private double fingerprint(int from, int to) {
      long hash = 0x9E3779B97F4A7C15L;
      for (int p = from; p < to; p++) {
        hash = mixed(hash ^ day[p]);
        hash = mixed(hash ^ Double.doubleToLongBits(value[p]));
      }
      return hash >>> 11;
    }

    /** The finaliser of Steele, Lea and Flood (2014), Fast splittable pseudorandom generators. */
    private static long mixed(long z) {
      long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
      return y ^ (y >>> 31);
    }
  }
}
