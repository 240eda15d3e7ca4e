// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What another way to decide would have brought, from decisions that were left to chance.
 *
 * <p>With the reward \(r_i\) of the answer that was given with propensity \(P_i\), the probability
 * \(\pi_i\) of the same answer by the other way, \(w_i = \pi_i / P_i\), and expected rewards \(\hat
 * q\):
 *
 * <p>\[ V_{IPS} = \frac{1}{n} \sum w_i r_i, \qquad V_{SNIPS} = \frac{\sum w_i r_i}{\sum w_i},
 * \qquad V_{DR} = \frac{1}{n} \sum \Big( \sum_b \pi(b) \hat q_i(b) + w_i (r_i - \hat q_i) \Big) \]
 *
 * <p>(inverse propensity, self-normalised, doubly robust: Dudík, Langford and Li 2011; Swaminathan
 * and Joachims 2015). Intervals of 95 % are normal; that of SNIPS by the delta method. The
 * effective sample size is \((\sum w)^2 / \sum w^2\): where it is small, believe none of them.
 *
 * @param decisions how many decisions there were
 * @param effective the effective sample size
 * @param inverse IPS
 * @param normalised SNIPS
 * @param robust DR
 */
public record OffPolicy(
    int decisions, double effective, Estimate inverse, Estimate normalised, Estimate robust) {
  private static final double Z95 = 1.959963984540054;

  /**
   * An estimate of the reward of one decision.
   *
   * @param mean the estimate
   * @param low the lower end of its interval of 95 %
   * @param high the upper end
   */
  public record Estimate(double mean, double low, double high) {
    static Estimate of(double mean, double error) {
      return new Estimate(mean, mean - Z95 * error, mean + Z95 * error);
    }
  }

  /**
   * What one decision tells.
   *
   * @param propensity the probability with which its answer was given, above 0
   * @param other the probability of the same answer by the other way
   * @param reward what came of it
   * @param predicted the reward that was expected of the answer
   * @param expected the reward that is expected of the other way
   */
  public record Logged(
      double propensity, double other, double reward, double predicted, double expected) {
    /** Checks the probabilities. */
    public Logged {
      if (!(propensity > 0 && propensity <= 1)) {
        throw new IllegalArgumentException("propensity is not in (0, 1]: " + propensity);
      }
      Words.within("other", other, 0, 1);
    }

    double weight() {
      return other / propensity;
    }
  }

  /** Another way to decide: it gives one answer. */
  @FunctionalInterface
  public interface Policy {
    /** Nobody is contacted. */
    Policy NOTHING = decision -> Optional.empty();

    /** What is expected to bring most, nothing left to chance and nobody held back. */
    Policy GREEDY =
        decision ->
            decision.candidates().stream()
                .filter(each -> each.mean() > 0)
                .reduce((a, b) -> b.mean() > a.mean() ? b : a);

    /** Always the action with an id, where it may be done. */
    static Policy always(String action) {
      return decision ->
          decision.candidates().stream()
              .filter(each -> each.candidate().action().id().equals(action))
              .findFirst();
    }

    /** Returns what it would do; empty for nothing. */
    Optional<Decision.Scored> answer(Decision decision);
  }

  /**
   * Returns what a decision tells of another way to decide. What counts is what was shown: whoever
   * was held back got nothing, so an action is shown with its propensity times the share that is
   * not held back.
   *
   * @param reward the margin within the window, less discounts and the cost of the contact
   * @param holdout the share that is held back of those for whom an action is chosen
   */
  public static Logged logged(Decision decision, double reward, Policy policy, double holdout) {
    ToDoubleFunction<Decision.Scored> shown =
        each -> each.propensity() * (each.candidate().action().service() ? 1 : 1 - holdout);
    Optional<Decision.Scored> given =
        decision.outcome() == Decision.Outcome.SHOWN
            ? decision.candidates().stream()
                .filter(each -> Optional.of(each.candidate()).equals(decision.chosen()))
                .findFirst()
            : Optional.empty();
    Optional<Decision.Scored> answer = policy.answer(decision);
    double propensity =
        given
            .map(shown::applyAsDouble)
            .orElseGet(() -> 1 - decision.candidates().stream().mapToDouble(shown).sum());
    return new Logged(
        propensity,
        given.equals(answer) ? 1 : 0,
        reward,
        rewardOf(given, decision),
        rewardOf(answer, decision));
  }

  private static double rewardOf(Optional<Decision.Scored> answer, Decision decision) {
    double untouched =
        answer
            .or(() -> decision.candidates().stream().findFirst())
            .map(each -> each.value().untouched())
            .orElse(0.0);
    return untouched + answer.map(Decision.Scored::mean).orElse(0.0);
  }

  /**
   * Returns the estimates.
   *
   * @param log at least one decision
   */
  public static OffPolicy of(List<Logged> log) {
    if (log.isEmpty()) {
      throw new IllegalArgumentException("no decision");
    }
    int n = log.size();
    double weights = 0;
    double squares = 0;
    double rewards = 0;
    double robust = 0;
    for (Logged each : log) {
      weights += each.weight();
      squares += each.weight() * each.weight();
      rewards += each.weight() * each.reward();
      robust += robust(each);
    }
    double inverse = rewards / n;
    double normalised = weights > 0 ? rewards / weights : Double.NaN;
    double doubly = robust / n;
    double ofInverse = 0;
    double ofNormalised = 0;
    double ofRobust = 0;
    for (Logged each : log) {
      ofInverse += square(each.weight() * each.reward() - inverse);
      ofNormalised += square(each.weight() * (each.reward() - normalised));
      ofRobust += square(robust(each) - doubly);
    }
    double freedom = (double) n * Math.max(1, n - 1);
    return new OffPolicy(
        n,
        squares > 0 ? weights * weights / squares : 0,
        Estimate.of(inverse, Math.sqrt(ofInverse / freedom)),
        Estimate.of(normalised, Math.sqrt(ofNormalised) / weights),
        Estimate.of(doubly, Math.sqrt(ofRobust / freedom)));
  }

  private static double robust(Logged each) {
    return each.expected() + each.weight() * (each.reward() - each.predicted());
  }

  private static double square(double x) {
    return x * x;
  }
}
