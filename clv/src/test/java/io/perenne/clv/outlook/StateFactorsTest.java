// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateFactorsTest {

  private static final int ACTIVE = 5;
  private static final int AT_RISK = 4;
  private static final int CUSTOMERS = 6000;

  /** Customers in two states who bring so many times what is expected of them. */
  private static StateFactors.Cut cut(double active, double atRisk, long seed) {
    Random random = new Random(seed);
    int[] states = new int[CUSTOMERS];
    double[] expected = new double[CUSTOMERS];
    double[] actual = new double[CUSTOMERS];
    for (int c = 0; c < CUSTOMERS; c++) {
      states[c] = c % 2 == 0 ? ACTIVE : AT_RISK;
      expected[c] = 100 * random.nextDouble();
      double ratio = c % 2 == 0 ? active : atRisk;
      actual[c] = expected[c] * ratio * (0.5 + random.nextDouble());
    }
    return new StateFactors.Cut(states, expected, actual);
  }

  private static List<StateFactors.Cut> cuts(double active, double atRisk) {
    List<StateFactors.Cut> cuts = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      cuts.add(cut(active, atRisk, seed));
    }
    return cuts;
  }

  @Test
  void learn_findsThatAStateBringsLessThanExpected() {
    StateFactors factors = StateFactors.learn(cuts(1.2, 0.6)).orElseThrow();
    StateFactors.Cut today = cut(1, 1, 9);
    StateFactors.Applied applied = factors.applied(today.states(), today.expected());

    assertThat(factors.cuts()).isEqualTo(3);
    assertThat(applied.factor(AT_RISK, 50)).isCloseTo(0.6 / 0.9, within(0.06));
    assertThat(applied.factor(ACTIVE, 50)).isCloseTo(1.2 / 0.9, within(0.06));
  }

  @Test
  void restored_areTheFactorsThatWereKept() {
    StateFactors.Cut today = cut(1, 1, 9);
    StateFactors.Applied applied =
        StateFactors.learn(cuts(1.2, 0.6)).orElseThrow().applied(today.states(), today.expected());

    StateFactors.Applied restored =
        StateFactors.restored(
            3, applied.factors().byStateAndBand(), applied.limits(), applied.scale());

    for (double expected : new double[] {0, 19, 50, 99, 1000}) {
      assertThat(restored.factor(AT_RISK, expected)).isEqualTo(applied.factor(AT_RISK, expected));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateFactors.restored(3, List.of(List.of(1.0)), applied.limits(), 1))
        .withMessageStartingWith("not factors of 5 bands");
  }

  @Test
  void applied_leavesTheTotalAsItIs() {
    StateFactors factors = StateFactors.learn(cuts(1.2, 0.6)).orElseThrow();
    StateFactors.Cut today = cut(1, 1, 9);
    StateFactors.Applied applied = factors.applied(today.states(), today.expected());
    double total = 0;
    for (int c = 0; c < CUSTOMERS; c++) {
      total += today.expected()[c] * applied.factor(today.states()[c], today.expected()[c]);
    }

    assertThat(total).isCloseTo(Arrays.stream(today.expected()).sum(), within(1e-6));
  }

  @Test
  void learn_sharesNoErrorThatAllCustomersHave() {
    // a season that brought everybody twice as often is no matter of states
    StateFactors factors = StateFactors.of(cuts(2, 2));
    StateFactors.Cut today = cut(1, 1, 9);
    StateFactors.Applied applied = factors.applied(today.states(), today.expected());

    assertThat(applied.factor(AT_RISK, 50)).isCloseTo(1, within(0.05));
  }

  @Test
  void learn_keepsOutOfItWhereTheOtherCutsDoNotAgree() {
    List<StateFactors.Cut> cuts = List.of(cut(1.4, 0.6, 1), cut(0.6, 1.4, 2), cut(1.4, 0.6, 3));

    assertThat(StateFactors.learn(cuts)).isEmpty();
  }

  @Test
  void learn_needsThreeCuts() {
    assertThat(StateFactors.learn(cuts(1.2, 0.6).subList(0, 2))).isEmpty();
    assertThat(StateFactors.learn(List.of())).isEmpty();
  }

  @Test
  void factor_isThatOfEverybodyForAStateNeverSeen() {
    StateFactors factors = StateFactors.of(cuts(1.2, 0.6));
    int[] states = new int[CUSTOMERS];
    Arrays.fill(states, 7);
    double[] expected = cut(1, 1, 9).expected();

    assertThat(factors.applied(states, expected).factor(7, 10)).isEqualTo(1);
  }

  @Test
  void cut_refusesListsOfDifferentLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StateFactors.Cut(new int[2], new double[2], new double[3]))
        .withMessageContaining("3 actual");
  }
}
