// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.RankCorrelation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What was expected of groups of customers, and what came from them: a forecast can be right in
 * total and wrong for everybody.
 *
 * @param days how far ahead
 * @param deciles tenths of the customers, those most was expected of first; none below {@value
 *     #LEAST_CUSTOMERS} customers
 * @param states the customers by the number of the state they were in
 */
public record Calibration(int days, List<Group> deciles, List<Group> states) {
  /** With fewer customers than this a tenth of them says nothing. */
  public static final int LEAST_CUSTOMERS = 100;

  /** How many groups the customers are cut into. */
  public static final int DECILES = 10;

  /** Copies the lists. */
  public Calibration {
    Arguments.positive("days", days);
    deciles = List.copyOf(deciles);
    states = List.copyOf(states);
  }

  /**
   * Customers alike.
   *
   * @param number of the decile, from 1, or of the state
   * @param customers how many
   * @param expected the money expected of them
   * @param actual the money that came
   */
  public record Group(int number, long customers, double expected, double actual) {
    private Group plus(double more, double came) {
      return new Group(number, customers + 1, expected + more, actual + came);
    }
  }

  /**
   * Returns how well the order was foretold: Spearman's rank correlation of what was expected of a
   * customer of each group with what came; 1 if whoever was to bring more did, NaN below three
   * groups.
   */
  public static double order(List<Group> groups) {
    return groups.size() < 3
        ? Double.NaN
        : RankCorrelation.spearman(
            groups.stream().mapToDouble(group -> group.expected() / group.customers()).toArray(),
            groups.stream().mapToDouble(group -> group.actual() / group.customers()).toArray());
  }

  /** Returns what a forecast of some days came to. */
  static Calibration of(int days, StateFactors.Cut cut) {
    return new Calibration(days, deciles(cut.expected(), cut.actual()), states(cut));
  }

  /**
   * Returns tenths of the customers, those most was expected of first; equal ones in their order.
   *
   * @param expected of each customer
   * @param actual what came from each
   */
  public static List<Group> deciles(double[] expected, double[] actual) {
    int customers = expected.length;
    if (customers < LEAST_CUSTOMERS) {
      return List.of();
    }
    int[] order =
        IntStream.range(0, customers)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> -expected[c]))
            .mapToInt(c -> c)
            .toArray();
    List<Group> deciles = new ArrayList<>();
    for (int decile = 0; decile < DECILES; decile++) {
      Group group = new Group(decile + 1, 0, 0, 0);
      int end = (int) ((long) customers * (decile + 1) / DECILES);
      for (int i = (int) ((long) customers * decile / DECILES); i < end; i++) {
        group = group.plus(expected[order[i]], actual[order[i]]);
      }
      deciles.add(group);
    }
    return deciles;
  }

  private static List<Group> states(StateFactors.Cut cut) {
    Map<Integer, Group> groups = new TreeMap<>();
    for (int c = 0; c < cut.states().length; c++) {
      int state = cut.states()[c];
      Group before = groups.getOrDefault(state, new Group(state, 0, 0, 0));
      groups.put(state, before.plus(cut.expected()[c], cut.actual()[c]));
    }
    return List.copyOf(groups.values());
  }
}
