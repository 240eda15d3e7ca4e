// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.segment.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OffPolicyTest {
  /** Two answers to two kinds of people, given with known probabilities. */
  @Test
  void intervals_holdTheTruthInFiveHundredLogs() {
    double[][] truth = {{1.0, 3.0}, {2.0, 1.0}};
    double[][] guess = {{1.5, 2.0}, {1.5, 2.0}}; // rewards that are predicted badly
    double[] chosen = {0.2, 0.7}; // the probability of the second answer
    double value = 0.5 * truth[0][1] + 0.5 * truth[1][1]; // always the second answer
    int inverse = 0;
    int normalised = 0;
    int robust = 0;
    SplittableRandom random = new SplittableRandom(11);
    for (int run = 0; run < 500; run++) {
      List<OffPolicy.Logged> log = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        int kind = random.nextInt(2);
        int answer = random.nextDouble() < chosen[kind] ? 1 : 0;
        double reward = truth[kind][answer] + 2 * random.nextGaussian();
        log.add(
            new OffPolicy.Logged(
                answer == 1 ? chosen[kind] : 1 - chosen[kind],
                answer,
                reward,
                guess[kind][answer],
                guess[kind][1]));
      }
      OffPolicy estimate = OffPolicy.of(log);
      inverse += holds(estimate.inverse(), value);
      normalised += holds(estimate.normalised(), value);
      robust += holds(estimate.robust(), value);
      assertThat(estimate.effective()).isBetween(150.0, 500.0);
    }
    assertThat(inverse).isGreaterThanOrEqualTo(465); // 93 %
    assertThat(normalised).isGreaterThanOrEqualTo(465);
    assertThat(robust).isGreaterThanOrEqualTo(465);
  }

  private static int holds(OffPolicy.Estimate estimate, double truth) {
    return estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
  }

  /** Decisions of the decider itself, with people held back. */
  @Test
  void decisionsThatWereLeftToChance_tellWhatAnActionBrings() {
    Action good = People.action("good", 0.5, Action.Terms.FREE);
    Action bad = People.action("bad", 0.5, Action.Terms.FREE);
    Catalogue catalogue = People.catalogue(good, bad);
    Decider decider =
        new Decider(
            catalogue,
            Uplifts.of(
                List.of(),
                List.of(new OutcomeCell("good", Segment.RECENT_CUSTOMER, 900, 110, 300, 30))),
            People.gates(catalogue),
            "run",
            3);
    SplittableRandom random = new SplittableRandom(5);
    List<OffPolicy.Logged> always = new ArrayList<>();
    List<OffPolicy.Logged> nothing = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      Decision decision = decider.decide(People.person("p" + i, 0.1), "mail");
      boolean shown = decision.outcome() == Decision.Outcome.SHOWN;
      String id = decision.chosen().map(each -> each.action().id()).orElse("");
      double uplift = !shown ? 0 : id.equals("good") ? 0.06 : -0.02;
      double reward = (random.nextDouble() < 0.1 + uplift ? 40 : 0) - (shown ? 0.5 : 0);
      always.add(OffPolicy.logged(decision, reward, OffPolicy.Policy.always("good"), 0.1));
      nothing.add(OffPolicy.logged(decision, reward, OffPolicy.Policy.NOTHING, 0.1));
    }
    OffPolicy good16 = OffPolicy.of(always);
    assertThat(holds(good16.robust(), 0.16 * 40 - 0.5)).isOne();
    assertThat(holds(good16.normalised(), 0.16 * 40 - 0.5)).isOne();
    OffPolicy none = OffPolicy.of(nothing);
    assertThat(holds(none.robust(), 4)).isOne();
    assertThat(holds(none.inverse(), 4)).isOne();
    assertThat(good16.robust().low()).isGreaterThan(none.robust().high());
  }

  @Test
  void sameWayToDecide_isTheMeanOfWhatCame() {
    List<OffPolicy.Logged> log = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      log.add(new OffPolicy.Logged(1, 1, i, 0, 0));
    }
    OffPolicy same = OffPolicy.of(log);
    assertThat(same.inverse().mean()).isCloseTo(4.5, within(1e-12));
    assertThat(same.normalised().mean()).isCloseTo(4.5, within(1e-12));
    assertThat(same.robust().mean()).isCloseTo(4.5, within(1e-12));
    assertThat(same.effective()).isCloseTo(10, within(1e-12));
  }
}
