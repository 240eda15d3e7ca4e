// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.numeric.Jet;
import java.util.ArrayList;
import java.util.List;

/**
 * How what is known of a customer moves the parameters of a model, by their names in the papers:
 *
 * <ul>
 *   <li>purchases: all rates of the customer are e^u times those of the average one, alpha_i =
 *       alpha e^-u;
 *   <li>dropout, where lifetimes have a rate: beta_i = beta e^-v; for GGompertz the hazard is e^v
 *       times that of the average customer at every age;
 *   <li>dropout, where a coin decides: logit of the mean probability plus v, the concentration a +
 *       b being the same for all;
 *   <li>spend: v_i = v e^u, every expected value e^u times that of the average customer.
 * </ul>
 */
public final class CovariateEffects {

  /** What covariates can move. */
  enum Effect {
    PURCHASES("purchases"),
    DROPOUT("dropout"),
    SPEND("spend");

    private final String label;

    Effect(String label) {
      this.label = label;
    }

    /** Returns the name of a covariate's coefficient. */
    String of(String covariate) {
      return label + ":" + covariate;
    }
  }

  private final List<String> names;
  private final List<Effect> effects;

  private CovariateEffects(List<String> names, List<Effect> effects) {
    this.names = names;
    this.effects = effects;
  }

  /** Returns the effects on a model of purchases. */
  public static CovariateEffects onPurchases(List<String> names) {
    boolean dropout = names.contains("beta") || isCoin(names);
    return new CovariateEffects(
        names, dropout ? List.of(Effect.PURCHASES, Effect.DROPOUT) : List.of(Effect.PURCHASES));
  }

  /** Returns the effect on a model of spend. */
  public static CovariateEffects onSpend(List<String> names) {
    return new CovariateEffects(names, List.of(Effect.SPEND));
  }

  private static boolean isCoin(List<String> names) {
    return names.contains("a") && names.contains("b");
  }

  /** Returns what is moved, in the order of the predictors. */
  public List<Effect> list() {
    return effects;
  }

  /** Returns how many parameters the model has. */
  public int parameters() {
    return names.size();
  }

  /** Returns a customer's parameters as functions of the average customer's and the predictors. */
  public Jet[] moved(double[] parameters, double[] predictors) {
    int n = parameters.length;
    int dimension = n + predictors.length;
    List<Jet> moved = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      moved.add(Jet.variable(parameters[i], i, dimension));
    }
    for (int k = 0; k < predictors.length; k++) {
      move(effects.get(k), Jet.variable(predictors[k], n + k, dimension), moved);
    }
    return moved.toArray(Jet[]::new);
  }

  private void move(Effect effect, Jet predictor, List<Jet> moved) {
    switch (effect) {
      case PURCHASES -> scale("alpha", predictor.negated(), moved);
      case SPEND -> scale("v", predictor, moved);
      case DROPOUT -> {
        if (names.contains("beta")) {
          scale("beta", predictor.negated(), moved);
        } else {
          tilt(predictor, moved);
        }
      }
    }
  }

  private void scale(String name, Jet exponent, List<Jet> moved) {
    moved.set(names.indexOf(name), moved.get(names.indexOf(name)).times(exponent.exp()));
  }

  /** Odds a / b times e^v at the same a + b. */
  private void tilt(Jet predictor, List<Jet> moved) {
    Jet a = moved.get(names.indexOf("a"));
    Jet b = moved.get(names.indexOf("b"));
    Jet tilted = a.times(predictor.exp());
    Jet share = a.plus(b).times(tilted.plus(b).inverse());
    moved.set(names.indexOf("a"), tilted.times(share));
    moved.set(names.indexOf("b"), b.times(share));
  }
}
