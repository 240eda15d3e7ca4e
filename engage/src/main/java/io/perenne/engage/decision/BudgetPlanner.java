// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans contacts where value rises most: at most one option for each person, within limits of money
 * and of contacts by channel, with at least some people of a segment.
 *
 * <p>It is the linear relaxation of a multiple-choice knapsack problem. Of each person and channel
 * only the upper envelope of value over cost counts; the {@linkplain PlanDual prices} of what is
 * limited say what everybody takes; people are then given theirs in the order of what it is worth
 * at these prices, as long as the limits last. The dual bounds what any plan could be worth. Not
 * for several threads; the plan is the same on any machine.
 */
public final class BudgetPlanner {
  private static final int SAMPLE = 20_000;
  private static final int CHANNELS = Channel.values().length;
  private static final int SEGMENTS = Segment.values().length + 1;

  private final PlanLimits limits;
  private final PlanOptions options = new PlanOptions();
  private final Map<String, Integer> pools = new LinkedHashMap<>();
  private final PlanDual.Place place;
  private Draft draft = new Draft(4);
  private boolean needed;
  private boolean begun;

  private BudgetPlanner(PlanLimits limits) {
    this.limits = limits;
    Set<String> limited = new TreeSet<>(limits.stock().keySet());
    limited.addAll(limits.budgets().keySet());
    limited.forEach(action -> pools.put(action, pools.size() + 1));
    place = new PlanDual.Place(pools.size() + 1);
  }

  /** Returns a planner within limits. */
  public static BudgetPlanner within(PlanLimits limits) {
    return new BudgetPlanner(limits);
  }

  /** The options of a person before the useless ones are left out. */
  private static final class Draft {
    private int size;
    private int[] keys;
    private int[] groups;
    private double[] values;
    private double[] costs;

    Draft(int most) {
      keys = new int[most];
      groups = new int[most];
      values = new double[most];
      costs = new double[most];
    }

    void add(int key, int group, double value, double cost) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
        groups = Arrays.copyOf(groups, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
        costs = Arrays.copyOf(costs, 2 * size);
      }
      int at = size++;
      while (at > 0 && isAfter(at - 1, group, value, cost)) {
        set(at, keys[at - 1], groups[at - 1], values[at - 1], costs[at - 1]);
        at--;
      }
      set(at, key, group, value, cost);
    }

    /** Options are in the order of groups, in those of rising costs, then of falling values. */
    private boolean isAfter(int at, int group, double value, double cost) {
      if (groups[at] != group) {
        return groups[at] > group;
      }
      return costs[at] == cost ? values[at] < value : costs[at] > cost;
    }

    private void set(int at, int key, int group, double value, double cost) {
      keys[at] = key;
      groups[at] = group;
      values[at] = value;
      costs[at] = cost;
    }

    /** Leaves out what is worth less than a mixture of others to which the same limits apply. */
    void envelope() {
      int kept = 0;
      int first = 0;
      for (int i = 0; i < size; i++) {
        if (kept > first && groups[kept - 1] != groups[i]) {
          first = kept;
        }
        if (kept > first && values[i] <= values[kept - 1]) {
          continue; // costs as much or more, and is worth no more
        }
        while (kept - first >= 2 && isBelow(kept - 1, kept - 2, i)) {
          kept--;
        }
        set(kept++, keys[i], groups[i], values[i], costs[i]);
      }
      size = kept;
    }

    private boolean isBelow(int middle, int left, int right) {
      return (values[middle] - values[left]) * (costs[right] - costs[middle])
          <= (values[right] - values[middle]) * (costs[middle] - costs[left]);
    }
  }

  /** Begins a person; the options that follow are of that person. */
  public void person(Optional<Segment> segment) {
    flush();
    begun = true;
    int number = segment.map(Segment::number).orElse(0);
    needed = segment.filter(limits.least()::containsKey).isPresent();
    options.person(number);
  }

  /**
   * Adds an option of the person who was begun last.
   *
   * @param key what the plan calls it, at least 0
   * @param action the id of the action, for its own limits
   * @param value the expected value, costs taken off
   * @param cost the expected money that is spent, at least 0
   */
  public void option(int key, Channel channel, String action, double value, double cost) {
    if (!begun || key < 0) {
      throw new IllegalArgumentException("no person was begun, or key < 0: " + key);
    }
    Words.least("cost", cost, 0);
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("value is not a number");
    }
    if (value > 0 || needed) {
      draft.add(key, pools.getOrDefault(action, 0) * CHANNELS + column(channel), value, cost);
    }
  }

  @SuppressWarnings("EnumOrdinal") // a place in the arrays of one plan, never kept
  private static int column(Channel channel) {
    return channel.ordinal();
  }

  private void flush() {
    draft.envelope();
    for (int i = 0; i < draft.size; i++) {
      options.option(
          draft.keys[i],
          draft.groups[i] % CHANNELS,
          draft.groups[i] / CHANNELS,
          draft.values[i],
          draft.costs[i]);
    }
    draft.size = 0;
  }

  /** Returns the plan for all who were added. */
  public BudgetPlan solve() {
    flush();
    PlanDual dual = new PlanDual(options, place, limits(1), startingPrices());
    dual.solve();
    return new Filling(dual).plan();
  }

  /** Prices of a sample of people are near those of all. */
  private double[] startingPrices() {
    int every = options.people() / SAMPLE;
    if (every < 2) {
      return new double[place.size()];
    }
    PlanOptions some = options.every(every);
    double share = some.people() / (double) options.people();
    PlanDual dual = new PlanDual(some, place, limits(share), new double[place.size()]);
    dual.solve();
    return dual.prices();
  }

  private double[] limits(double share) {
    double[] all = new double[place.size()];
    Arrays.fill(all, Double.NaN);
    limits.money().ifPresent(money -> all[0] = share * money);
    limits
        .contacts()
        .forEach((channel, most) -> all[place.channel(column(channel))] = share * most);
    limits
        .least()
        .forEach(
            (segment, least) ->
                all[place.segment(segment.number())] = share * available(segment, least));
    limits.stock().forEach((action, most) -> all[place.stock(pool(action))] = share * most);
    limits.budgets().forEach((action, most) -> all[place.budget(pool(action))] = share * most);
    return all;
  }

  private int pool(String action) {
    return pools.getOrDefault(action, 0);
  }

  /** No more people of a segment can be asked for than have an option. */
  private long available(Segment segment, long least) {
    long there = 0;
    for (int i = 0; i < options.people() && there < least; i++) {
      if (options.segment(i) == segment.number() && options.start(i) < options.start(i + 1)) {
        there++;
      }
    }
    return Math.min(least, there);
  }

  /** Gives people theirs, as long as the limits last. */
  private final class Filling {
    private final PlanDual dual;
    private final int[] taken = new int[options.people()];
    private final long[] byChannel = new long[Channel.values().length];
    private final long[] bySegment = new long[SEGMENTS];
    private final long[] byPool = new long[pools.size() + 1];
    private final double[] spentByPool = new double[pools.size() + 1];
    private final double[] left = new double[place.size()];
    private double money;

    Filling(PlanDual dual) {
      this.dual = dual;
      Arrays.fill(taken, -1);
      Arrays.fill(left, Double.POSITIVE_INFINITY);
      limits.money().ifPresent(most -> left[0] = most);
      limits.contacts().forEach((channel, most) -> left[place.channel(column(channel))] = most);
      limits.stock().forEach((action, most) -> left[place.stock(pool(action))] = most);
      limits.budgets().forEach((action, most) -> left[place.budget(pool(action))] = most);
    }

    BudgetPlan plan() {
      int[] order = order();
      Map<Segment, Long> missing = new HashMap<>();
      limits
          .least()
          .forEach(
              (segment, least) -> {
                for (int i = 0; i < order.length && bySegment[segment.number()] < least; i++) {
                  if (options.segment(order[i]) == segment.number()) {
                    take(order[i], Double.NEGATIVE_INFINITY);
                  }
                }
                if (bySegment[segment.number()] < least) {
                  missing.put(segment, least - bySegment[segment.number()]);
                }
              });
      for (int person : order) {
        if (taken[person] < 0) {
          take(person, 0);
        }
      }
      for (int person : order) {
        improve(person);
      }
      return result(missing);
    }

    /** People in the order of what theirs is worth at the prices, the most first. */
    private int[] order() {
      long[] sorted = new long[options.people()];
      for (int i = 0; i < sorted.length; i++) {
        double most = Double.NEGATIVE_INFINITY;
        for (int j = options.start(i); j < options.start(i + 1); j++) {
          most = Math.max(most, dual.reduced(i, j));
        }
        int bits = Float.floatToIntBits((float) -most);
        long rising = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        sorted[i] = (rising << 32) | i;
      }
      Arrays.parallelSort(sorted);
      return Arrays.stream(sorted).mapToInt(key -> (int) key).toArray();
    }

    private void take(int person, double above) {
      int best = -1;
      for (int j = options.start(person); j < options.start(person + 1); j++) {
        if (options.value(j) > above
            && fits(j)
            && (best < 0 || dual.reduced(person, j) > dual.reduced(person, best))) {
          best = j;
        }
      }
      if (best >= 0) {
        count(person, best, 1);
        taken[person] = best;
      }
    }

    private boolean fits(int option) {
      int pool = options.pool(option);
      double cost = options.cost(option);
      return money + cost <= left[0]
          && byChannel[options.channel(option)] < left[place.channel(options.channel(option))]
          && byPool[pool] < left[place.stock(pool)]
          && spentByPool[pool] + cost <= left[place.budget(pool)];
    }

    private void count(int person, int option, int sign) {
      money += sign * options.cost(option);
      byChannel[options.channel(option)] += sign;
      byPool[options.pool(option)] += sign;
      spentByPool[options.pool(option)] += sign * options.cost(option);
      bySegment[options.segment(person)] += sign;
    }

    /** Gives a person something better, if what is left suffices. */
    private void improve(int person) {
      int before = taken[person];
      if (before < 0) {
        return;
      }
      count(person, before, -1);
      int best = before;
      for (int j = options.start(person); j < options.start(person + 1); j++) {
        if (options.value(j) > options.value(best) && fits(j)) {
          best = j;
        }
      }
      count(person, best, 1);
      taken[person] = best;
    }

    private BudgetPlan result(Map<Segment, Long> missing) {
      int[] choices = new int[taken.length];
      double value = 0;
      double cost = 0;
      int worthless = 0;
      int beyond = 0;
      for (int i = 0; i < taken.length; i++) {
        choices[i] = taken[i] < 0 ? -1 : options.key(taken[i]);
        if (taken[i] >= 0) {
          value += options.value(taken[i]);
          cost += options.cost(taken[i]);
        } else if (isWorthSomething(i)) {
          beyond++;
        } else {
          worthless++;
        }
      }
      Map<Channel, Long> contacts = new EnumMap<>(Channel.class);
      Map<Channel, Double> prices = new EnumMap<>(Channel.class);
      for (Channel channel : Channel.values()) {
        contacts.put(channel, byChannel[column(channel)]);
        if (limits.contacts().containsKey(channel)) {
          prices.put(channel, dual.prices()[place.channel(column(channel))]);
        }
      }
      return new BudgetPlan(
          choices,
          new BudgetPlan.Totals(
              value, cost, contacts, Math.max(value, dual.bound()), worthless, beyond),
          new BudgetPlan.Prices(dual.prices()[0], prices),
          missing);
    }

    private boolean isWorthSomething(int person) {
      for (int j = options.start(person); j < options.start(person + 1); j++) {
        if (options.value(j) > 0) {
          return true;
        }
      }
      return false;
    }
  }
}
