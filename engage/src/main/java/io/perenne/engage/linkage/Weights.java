// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The model of Fellegi and Sunter (1969), A Theory for Record Linkage: a pair of records agrees in
 * each field to some level with probability m if both are of one person, and u if not. The weight
 * of a level is log2(m/u), and the weights of a pair add up.
 *
 * <p>u is counted on pairs drawn at random, which are hardly ever of one person. m is fitted by
 * expectation maximisation on the pairs of each set of blocking fields, for the fields that are not
 * in it; the means over the sets are taken, as Splink does (Linacre et al., 2022). A value that
 * many have tells less than a rare one: an equal value counts with its own share for u.
 */
final class Weights {
  private static final int DRAWS = 200_000;
  private static final int ROUNDS = 50;
  private static final int PRIOR_ROUNDS = 20;

  /** Added to every count, so that nothing is impossible. */
  private static final double PSEUDO = 0.5;

  private final Roll roll;
  private final double[][] m;
  private final double[][] u;
  private final List<Map<String, Integer>> counts;
  private double prior;

  private Weights(Roll roll, double[][] m, double[][] u) {
    this.roll = roll;
    this.m = m;
    this.u = u;
    counts = roll.fields().stream().<Map<String, Integer>>map(field -> new HashMap<>()).toList();
    for (int record = 0; record < roll.size(); record++) {
      for (int f = 0; f < counts.size(); f++) {
        String value = roll.value(record, f);
        if (value != null) {
          counts.get(f).merge(value, 1, Integer::sum);
        }
      }
    }
  }

  /** Fits the model. */
  static Weights fit(Roll roll, List<int[]> rules, Pairs pairs, long seed) {
    double[][] u = drawn(roll, new SplittableRandom(seed));
    Weights weights = new Weights(roll, means(roll, rules, pairs, u), u);
    weights.fitPrior(pairs);
    return weights;
  }

  private static double[][] table(Roll roll, double start) {
    double[][] table = new double[roll.fields().size()][];
    for (int f = 0; f < table.length; f++) {
      table[f] = new double[roll.fields().get(f).kind().levels()];
      Arrays.fill(table[f], start);
    }
    return table;
  }

  private static void normalise(double[] row) {
    double sum = Arrays.stream(row).sum();
    for (int l = 0; l < row.length; l++) {
      row[l] /= sum;
    }
  }

  private static double[][] drawn(Roll roll, SplittableRandom random) {
    double[][] u = table(roll, PSEUDO);
    for (int i = 0; i < DRAWS; i++) {
      int one = random.nextInt(roll.size());
      int other = random.nextInt(roll.size());
      if (one != other) {
        for (int f = 0; f < u.length; f++) {
          int level = roll.level(one, other, f);
          if (level >= 0) {
            u[f][level]++;
          }
        }
      }
    }
    for (double[] row : u) {
      normalise(row);
    }
    return u;
  }

  /** Returns m, fitted for each rule and put together. */
  private static double[][] means(Roll roll, List<int[]> rules, Pairs pairs, double[][] u) {
    double[][] sums = table(roll, 0);
    for (int[] rule : rules) {
      double[][] fitted = fitted(roll, pairs.patterns(rule), rule, u);
      for (int f = 0; f < sums.length; f++) {
        for (int l = 0; l < sums[f].length && !contains(rule, f); l++) {
          sums[f][l] += fitted[f][l];
        }
      }
    }
    for (int f = 0; f < sums.length; f++) {
      if (Arrays.stream(sums[f]).sum() == 0) {
        sums[f] = start(sums[f].length); // the field is in every rule: nothing tells
      }
      normalise(sums[f]);
    }
    return sums;
  }

  private static boolean contains(int[] rule, int field) {
    return Arrays.stream(rule).anyMatch(each -> each == field);
  }

  /** Equal in nine of ten, and the rest even. */
  private static double[] start(int levels) {
    double[] row = new double[levels];
    Arrays.fill(row, 0.1 / (levels - 1));
    row[levels - 1] = 0.9;
    return row;
  }

  private static double[][] fitted(
      Roll roll, Map<Pattern, Integer> patterns, int[] rule, double[][] u) {
    double[][] m = table(roll, 0);
    for (int f = 0; f < m.length; f++) {
      m[f] = start(m[f].length);
    }
    double share = 0.1;
    for (int round = 0; round < ROUNDS; round++) {
      double[][] next = table(roll, PSEUDO);
      double matches = 0;
      double all = 0;
      for (Map.Entry<Pattern, Integer> each : patterns.entrySet()) {
        double odds = share / (1 - share) * factor(each.getKey(), rule, m, u);
        double weight = each.getValue() * (odds / (1 + odds));
        matches += weight;
        all += each.getValue();
        for (int f = 0; f < m.length; f++) {
          int level = each.getKey().level(f);
          if (level >= 0) {
            next[f][level] += weight;
          }
        }
      }
      for (double[] row : next) {
        normalise(row);
      }
      m = next;
      share = Math.min(0.999, Math.max(1e-6, matches / Math.max(1, all)));
    }
    return m;
  }

  private static double factor(Pattern pattern, int[] rule, double[][] m, double[][] u) {
    double factor = 1;
    for (int f = 0; f < m.length; f++) {
      int level = pattern.level(f);
      if (level >= 0 && !contains(rule, f)) {
        factor *= m[f][level] / u[f][level];
      }
    }
    return factor;
  }

  /** The share of all pairs that are of one person, so that it is what the pairs say it is. */
  private void fitPrior(Pairs pairs) {
    Map<Pattern, Integer> patterns = pairs.patterns();
    double all = roll.size() * (roll.size() - 1.0) / 2;
    prior = 1 / all;
    for (int round = 0; round < PRIOR_ROUNDS; round++) {
      double sum = 0;
      for (Map.Entry<Pattern, Integer> each : patterns.entrySet()) {
        double odds = prior / (1 - prior) * factor(each.getKey(), new int[0], m, u);
        sum += each.getValue() * (odds / (1 + odds));
      }
      prior = Math.min(0.5, Math.max(sum, 1) / all);
    }
  }

  /** Returns the probability that two records are of one person. */
  double probability(int one, int other) {
    double weight = Math.log(prior / (1 - prior)) / Math.log(2);
    for (int f = 0; f < m.length; f++) {
      weight += weight(one, other, f);
    }
    return 1 / (1 + Math.pow(2, -weight));
  }

  /** Returns what a field says for (above 0) or against one person, in bits. */
  double weight(int one, int other, int field) {
    int level = roll.level(one, other, field);
    if (level < 0) {
      return 0;
    }
    double by = u[field][level];
    String value = roll.value(one, field);
    if (level == u[field].length - 1 && value != null) {
      by = counts.get(field).getOrDefault(value, 1) / (double) roll.size();
    }
    return Math.log(m[field][level] / by) / Math.log(2);
  }

  /** The levels of a pair in all fields. */
  record Pattern(long code) {
    private static final int BITS = 3;

    static Pattern of(Roll roll, int one, int other) {
      long code = 0;
      for (int f = 0; f < roll.fields().size(); f++) {
        code |= (long) (roll.level(one, other, f) + 1) << (BITS * f);
      }
      return new Pattern(code);
    }

    int level(int field) {
      return (int) (code >> (BITS * field) & 7) - 1;
    }
  }
}
