// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A base divided by covariates, what is known of customers besides their purchases: customers with
 * equal values form a group with cells of its own.
 *
 * <p>The fewer groups, the faster a fit: columns with many values are best read in bins that carry
 * their mean. Groups are kept in the order of their values whatever the order of arrival, so that
 * sums over them repeat to the last bit.
 *
 * @param <C> the cells of a group, {@link HistoryCells} or {@link SpendCells}
 * @param names the names of the covariates, all different
 * @param groups the groups, no two with equal values
 */
public record CovariateGroups<C>(List<String> names, List<Group<C>> groups) {

  /**
   * Customers with equal covariates.
   *
   * @param <C> their cells
   * @param values a finite value for each covariate
   * @param cells their histories
   */
  public record Group<C>(List<Double> values, C cells) {

    /** Copies and checks the values. */
    public Group {
      values = List.copyOf(values);
      for (double value : values) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException("covariate is not finite: " + value);
        }
      }
    }
  }

  /** Sorts the groups and checks that names and groups are distinct and fit together. */
  public CovariateGroups {
    names = List.copyOf(names);
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("covariates with one name: " + names);
    }
    List<Group<C>> sorted = new ArrayList<>(groups);
    sorted.sort(Comparator.comparing(Group::values, CovariateGroups::compare));
    groups = List.copyOf(sorted);
    Set<List<Double>> seen = new HashSet<>();
    for (Group<C> group : groups) {
      if (group.values().size() != names.size()) {
        throw new IllegalArgumentException(
            "a value for each of " + names + " is needed, not " + group.values());
      }
      if (!seen.add(group.values())) {
        throw new IllegalArgumentException("two groups with the values " + group.values());
      }
    }
  }

  private static int compare(List<Double> left, List<Double> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = Double.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  /** Returns the same groups with other cells. */
  public CovariateGroups<C> map(UnaryOperator<C> view) {
    return new CovariateGroups<>(
        names, groups.stream().map(g -> new Group<>(g.values(), view.apply(g.cells()))).toList());
  }

  /**
   * Returns the mean of a covariate over customers, 0 without customers.
   *
   * @param customers tells how many customers cells have
   */
  public double mean(int covariate, ToDoubleFunction<C> customers) {
    double total = 0;
    double mean = 0;
    for (Group<C> group : groups) {
      double weight = customers.applyAsDouble(group.cells());
      if (weight > 0) {
        total += weight;
        mean += (group.values().get(covariate) - mean) * (weight / total);
      }
    }
    return mean;
  }

  /** Returns the standard deviation of a covariate over customers, 0 without customers. */
  public double deviation(int covariate, ToDoubleFunction<C> customers) {
    double mean = mean(covariate, customers);
    double total = 0;
    double squares = 0;
    for (Group<C> group : groups) {
      double weight = customers.applyAsDouble(group.cells());
      double distance = group.values().get(covariate) - mean;
      total += weight;
      squares += weight * distance * distance;
    }
    return total > 0 ? Math.sqrt(squares / total) : 0;
  }

  /** Returns the cells of all groups as one base, log gap sums apart if they are in each. */
  public static HistoryCells pooled(CovariateGroups<HistoryCells> base) {
    HistoryCells.Builder all = HistoryCells.builder();
    if (base.groups().stream().allMatch(group -> group.cells().logGapsApart())) {
      all.keepLogGapsApart();
    }
    for (Group<HistoryCells> group : base.groups()) {
      HistoryCells cells = group.cells();
      for (int i = 0; i < cells.size(); i++) {
        all.add(
            cells.frequency(i),
            cells.recency(i),
            cells.age(i),
            cells.logGapSum(i),
            cells.weight(i));
      }
    }
    return all.build();
  }

  /** Returns the spend cells of all groups as one base. */
  public static SpendCells pooledSpend(CovariateGroups<SpendCells> base) {
    SpendCells.Builder all = SpendCells.builder();
    for (Group<SpendCells> group : base.groups()) {
      SpendCells cells = group.cells();
      for (int i = 0; i < cells.size(); i++) {
        all.add(cells.count(i), cells.sum(i), cells.sumLog(i), cells.weight(i));
      }
    }
    return all.build();
  }
}
