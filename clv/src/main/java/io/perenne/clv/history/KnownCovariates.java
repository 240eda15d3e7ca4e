// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * Which covariates the customers of a log have: a few patterns of values, and the pattern of each.
 */
final class KnownCovariates {

  private final List<String> names;
  private final List<List<Double>> patterns;

  /** The pattern of each customer; empty if nothing is known of any. */
  private final int[] patternOf;

  private KnownCovariates(List<String> names, List<List<Double>> patterns, int[] patternOf) {
    this.names = names;
    this.patterns = patterns;
    this.patternOf = patternOf;
  }

  /** Returns no covariates: one pattern without a value. */
  static KnownCovariates none() {
    return new KnownCovariates(List.of(), List.of(List.of()), new int[0]);
  }

  /** Returns covariates of no customer yet. */
  static KnownCovariates of(List<String> names, List<List<Double>> patterns) {
    return new KnownCovariates(
        List.copyOf(names), patterns.stream().map(List::copyOf).toList(), new int[0]);
  }

  /** Returns the same patterns for other customers. */
  KnownCovariates withPatterns(int[] ofCustomers) {
    return new KnownCovariates(names, patterns, ofCustomers);
  }

  /** Returns those of some of the customers, by their numbers. */
  KnownCovariates of(int[] customers) {
    return patternOf.length == 0
        ? this
        : withPatterns(Arrays.stream(customers).map(this::pattern).toArray());
  }

  List<String> names() {
    return names;
  }

  int pattern(int customer) {
    return patternOf.length == 0 ? 0 : patternOf[customer];
  }

  int requirePattern(int pattern) {
    if (pattern < 0 || pattern >= patterns.size()) {
      throw new IllegalArgumentException("no such pattern: " + pattern);
    }
    return pattern;
  }

  List<Double> values(int customer) {
    return patterns.get(pattern(customer));
  }

  /** Returns the first customers in groups of one pattern each. */
  <B, C> CovariateGroups<C> groups(
      int customers, Supplier<B> builder, ObjIntConsumer<B> add, Function<B, C> build) {
    TreeMap<Integer, B> builders = new TreeMap<>();
    for (int c = 0; c < customers; c++) {
      add.accept(builders.computeIfAbsent(pattern(c), p -> builder.get()), c);
    }
    List<CovariateGroups.Group<C>> groups = new ArrayList<>();
    builders.forEach(
        (pattern, cells) ->
            groups.add(new CovariateGroups.Group<>(patterns.get(pattern), build.apply(cells))));
    return new CovariateGroups<>(names, groups);
  }
}
