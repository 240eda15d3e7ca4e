// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.segment.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BudgetPlannerTest {
  private static final Channel[] CHANNELS = {Channel.EMAIL, Channel.SMS};

  private record Option(int person, int key, Channel channel, double value, double cost) {
    String action() {
      return "a" + key;
    }
  }

  private static List<Option> options(int people, int each, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Option> options = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      for (int j = 0; j < each; j++) {
        options.add(
            new Option(
                i, j, CHANNELS[random.nextInt(2)], random.nextInt(-3, 12), random.nextInt(0, 6)));
      }
    }
    return options;
  }

  private static BudgetPlan plan(PlanLimits limits, List<Option> options, int people) {
    BudgetPlanner planner = BudgetPlanner.within(limits);
    for (int i = 0; i < people; i++) {
      planner.person(Optional.of(Segment.of(1 + i % 2)));
      for (Option option : options) {
        if (option.person() == i) {
          planner.option(
              option.key(), option.channel(), option.action(), option.value(), option.cost());
        }
      }
    }
    return planner.solve();
  }

  /** What is taken of everything that is limited. */
  private record Sum(double value, double money, int sms, int first, double second) {
    static final Sum NOTHING = new Sum(0, 0, 0, 0, 0);

    Sum plus(Option option) {
      return new Sum(
          value + option.value(),
          money + option.cost(),
          sms + (option.channel() == Channel.SMS ? 1 : 0),
          first + (option.key() == 1 ? 1 : 0),
          second + (option.key() == 2 ? option.cost() : 0));
    }

    boolean isWithin(PlanLimits limits) {
      return money <= limits.money().orElse(Double.POSITIVE_INFINITY)
          && sms <= limits.contacts().getOrDefault(Channel.SMS, 1000L)
          && first <= limits.stock().getOrDefault("a1", 1000L)
          && second <= limits.budgets().getOrDefault("a2", 1e9);
    }
  }

  /** Tries everything. */
  private static double best(
      PlanLimits limits, List<Option> options, int people, int person, Sum sum) {
    if (!sum.isWithin(limits)) {
      return Double.NEGATIVE_INFINITY;
    }
    if (person == people) {
      return sum.value();
    }
    double best = best(limits, options, people, person + 1, sum);
    for (Option option : options) {
      if (option.person() == person) {
        best = Math.max(best, best(limits, options, people, person + 1, sum.plus(option)));
      }
    }
    return best;
  }

  @Property(tries = 300)
  void plan_staysWithinItsLimitsAndNearTheBestOne(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 12) int money,
      @ForAll @IntRange(min = 0, max = 4) int sms) {
    int people = 5;
    List<Option> options = options(people, 3, seed);
    PlanLimits limits =
        new PlanLimits(
            OptionalDouble.of(money),
            Map.of(Channel.SMS, (long) sms),
            Map.of(),
            Map.of("a1", 2L),
            Map.of("a2", 4.0));
    BudgetPlan plan = plan(limits, options, people);
    Sum sum = Sum.NOTHING;
    for (Option option : options) {
      sum = option.key() == plan.choice(option.person()) ? sum.plus(option) : sum;
    }
    double best = best(limits, options, people, 0, Sum.NOTHING);
    assertThat(sum.isWithin(limits)).isTrue();
    assertThat(plan.totals().value()).isCloseTo(sum.value(), within(1e-9));
    assertThat(plan.totals().cost()).isCloseTo(sum.money(), within(1e-9));
    assertThat(sum.value()).isLessThanOrEqualTo(best + 1e-9);
    assertThat(plan.totals().bound()).isGreaterThanOrEqualTo(best - 1e-6);
    // one person at each of the four limits may be the wrong one, and none is worth more than 11
    assertThat(sum.value()).isGreaterThanOrEqualTo(best - 4 * 11);
    assertThat(sum.value()).isGreaterThanOrEqualTo(best / 3);
  }

  @Property(tries = 300)
  void planWithinMoneyAlone_missesOnePersonAtMost(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 20) int money) {
    List<Option> options = options(6, 3, seed);
    PlanLimits limits =
        new PlanLimits(OptionalDouble.of(money), Map.of(), Map.of(), Map.of(), Map.of());
    BudgetPlan plan = plan(limits, options, 6);
    double best = best(limits, options, 6, 0, Sum.NOTHING);
    assertThat(plan.totals().value()).isBetween(best - 11, best + 1e-9);
    assertThat(plan.totals().bound()).isBetween(best - 1e-6, plan.totals().value() + 11 + 1e-6);
  }

  @Property(tries = 200)
  void withoutLimits_everybodyGetsTheBest(@ForAll long seed) {
    List<Option> options = options(5, 4, seed);
    BudgetPlan plan = plan(PlanLimits.NONE, options, 5);
    assertThat(plan.totals().value())
        .isCloseTo(best(PlanLimits.NONE, options, 5, 0, Sum.NOTHING), within(1e-9));
    assertThat(plan.totals().gap()).isLessThan(1e-9);
    assertThat(plan.prices().money()).isZero();
  }

  @Test
  void moreMoney_bringsItsPrice() {
    BudgetPlan less = large(100_000, 10_000);
    BudgetPlan more = large(100_000, 10_500);
    double rise = (more.totals().value() - less.totals().value()) / 500;
    assertThat(less.totals().gap()).isLessThan(0.001);
    assertThat(less.totals().cost()).isLessThanOrEqualTo(10_000).isGreaterThan(9_990);
    assertThat(rise).isBetween(more.prices().money() * 0.99, less.prices().money() * 1.01);
    assertThat(less.totals().contacts().get(Channel.CALL)).isLessThanOrEqualTo(500);
    assertThat(less.prices().contacts().get(Channel.CALL)).isPositive();
  }

  private static BudgetPlan large(int people, double money) {
    SplittableRandom random = new SplittableRandom(3);
    BudgetPlanner planner =
        BudgetPlanner.within(
            new PlanLimits(
                OptionalDouble.of(money),
                Map.of(Channel.CALL, 500L),
                Map.of(),
                Map.of(),
                Map.of()));
    Channel[] channels = {Channel.EMAIL, Channel.SMS, Channel.CALL};
    for (int i = 0; i < people; i++) {
      planner.person(Optional.of(Segment.of(1 + random.nextInt(11))));
      double worth = Math.exp(random.nextGaussian());
      for (int j = 0; j < 10; j++) {
        double cost = random.nextDouble() * (j % 3 == 2 ? 4 : 0.5);
        planner.option(
            j,
            channels[j % 3],
            "a" + j,
            worth * random.nextDouble(-0.5, 2) * (1 + j % 3) - cost,
            cost);
      }
    }
    return planner.solve();
  }

  @Test
  void leastPeopleOfASegment_areThereEvenAtALoss() {
    PlanLimits limits =
        new PlanLimits(
            OptionalDouble.of(100),
            Map.of(),
            Map.of(Segment.of(2), 3L, Segment.of(5), 1L),
            Map.of(),
            Map.of());
    BudgetPlanner planner = BudgetPlanner.within(limits);
    for (int i = 0; i < 10; i++) {
      planner.person(Optional.of(Segment.of(1 + i % 2)));
      planner.option(0, Channel.EMAIL, "a", i % 2 == 0 ? 5 : -i, 1);
    }
    BudgetPlan plan = planner.solve();
    assertThat(plan.choice(1)).isZero(); // the least losses
    assertThat(plan.choice(3)).isZero();
    assertThat(plan.choice(5)).isZero();
    assertThat(plan.choice(7)).isEqualTo(-1);
    assertThat(plan.totals().value()).isCloseTo(5 * 5 - 1 - 3 - 5, within(1e-9));
    assertThat(plan.missing()).isEqualTo(Map.of(Segment.of(5), 1L));
  }
}
