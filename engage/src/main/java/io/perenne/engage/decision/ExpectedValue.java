// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.engage.profile.Prospects;

/**
 * What an action is worth for a person, beside doing nothing, which is worth 0:
 *
 * <p>\[ EV = (p_1 - p_0) m - p_1 d + \kappa (p_1 - p_0) M - c, \qquad p_1 = p_0 + u \]
 *
 * <p>with \(p_0\) the probability of a purchase within the window if nothing is done, \(u\) the
 * uplift of the action, \(m\) the expected margin of one purchase, \(d\) the discount that each
 * buyer gets, \(M\) the margin that the person still brings if a customer, \(\kappa\) the part of
 * it that a purchase which the action causes secures, and \(c\) the cost of the contact. It is
 * linear in the uplift:
 *
 * <p>\[ EV(u) = u \, g - l, \qquad g = m - d + \kappa M, \quad l = p_0 d + c \]
 *
 * <p>so its mean is that of \(u\) put in, and its standard deviation \(|g|\) times that of \(u\).
 * Where \(u = 0\) and \(d, c \ge 0\) it is never above 0: who buys anyway gets no discount.
 *
 * <p>RESID after a purchase minus RESID before it is not in it: the model thinks more of a customer
 * who bought, because a free purchase is evidence of a high rate, and one that was paid for is not.
 *
 * @param probability \(p_0\)
 * @param margin \(m\)
 * @param gain \(g\), what a purchase that the action causes brings
 * @param loss \(l\), what is spent whether or not the action has an effect
 */
public record ExpectedValue(double probability, double margin, double gain, double loss) {
  /** Checks that the probability is one. */
  public ExpectedValue {
    Words.within("probability", probability, 0, 1);
  }

  /** Returns the value of a candidate for a person. */
  public static ExpectedValue of(Prospects prospects, Candidate candidate) {
    Action.Terms terms = candidate.action().terms();
    double rate = terms.margin().orElse(prospects.marginRate());
    double probability = prospects.probabilityOfPurchase(terms.windowDays());
    double secured = terms.carryOver() == 0 ? 0 : terms.carryOver() * prospects.marginIfAlive();
    double margin = prospects.purchaseValue() * rate;
    return new ExpectedValue(
        probability,
        margin,
        margin - terms.discount() + secured,
        probability * terms.discount() + candidate.treatment().cost());
  }

  /**
   * Returns the value at an uplift, in currency. The probability of a purchase stays one: an uplift
   * below \(-p_0\) or above \(1 - p_0\) counts as these.
   */
  public double at(double uplift) {
    double possible = Math.max(-probability, Math.min(1 - probability, uplift));
    return possible * gain - loss;
  }

  /** Returns the margin expected within the window if nothing is done. */
  public double untouched() {
    return probability * margin;
  }

  /** Returns the standard deviation at a standard deviation of the uplift. */
  public double error(double upliftError) {
    return Math.abs(gain) * upliftError;
  }
}
