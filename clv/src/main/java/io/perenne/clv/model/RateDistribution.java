// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.IncompleteBeta;
import io.perenne.clv.numeric.IncompleteGamma;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a customer's own rate, or own probability: a finite mixture of gamma, or of
 * beta, distributions, one for each way in which the history may have come about.
 */
public final class RateDistribution {

  private final List<Component> components;

  private RateDistribution(List<Component> components) {
    double total = components.stream().mapToDouble(Component::weight).sum();
    this.components = components.stream().map(c -> c.timesWeight(1 / total)).toList();
  }

  /**
   * A gamma distribution with a shape and a rate, or a beta distribution with two shapes.
   *
   * @param beta whether it is a beta distribution
   */
  private record Component(double weight, boolean beta, double first, double second) {

    Component timesWeight(double factor) {
      return new Component(weight * factor, beta, first, second);
    }

    double mean() {
      return beta ? first / (first + second) : first / second;
    }

    double variance() {
      double mean = mean();
      return beta ? mean * (1 - mean) / (first + second + 1) : mean / second;
    }

    double probabilityOfAtMost(double value) {
      return beta
          ? IncompleteBeta.regularized(Math.min(1, value), first, second)
          : IncompleteGamma.regularized(first, second * value);
    }
  }

  /** Collects the components of a mixture; their weights need not add up to 1. */
  public static final class Builder {
    private final List<Component> components = new ArrayList<>();

    /** Creates a mixture without components. */
    public Builder() {}

    Builder addGamma(double weight, double shape, double rate) {
      return add(new Component(weight, false, shape, rate));
    }

    /**
     * Adds the distribution of a probability.
     *
     * @param weight its weight, relative to the others
     * @param a its first shape
     * @param b its second shape
     */
    public Builder addBeta(double weight, double a, double b) {
      return add(new Component(weight, true, a, b));
    }

    Builder add(double weight, RateDistribution other) {
      other.components.forEach(c -> add(c.timesWeight(weight)));
      return this;
    }

    private Builder add(Component component) {
      if (component.weight() > 0) {
        components.add(component);
      }
      return this;
    }

    RateDistribution build() {
      return new RateDistribution(components);
    }
  }

  /** Returns the mean. */
  public double mean() {
    double mean = 0;
    for (Component c : components) {
      mean += c.weight() * c.mean();
    }
    return mean;
  }

  /** Returns the variance. */
  public double variance() {
    double mean = mean();
    double variance = 0;
    for (Component c : components) {
      double off = c.mean() - mean;
      variance += c.weight() * (c.variance() + off * off);
    }
    return variance;
  }

  /** Returns the probability that the rate is no more than a value of at least 0. */
  public double probabilityOfAtMost(double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("value is not >= 0: " + value);
    }
    double sum = 0;
    for (Component c : components) {
      sum += c.weight() * c.probabilityOfAtMost(value);
    }
    return Math.min(1, sum);
  }

  /** Returns the value below which the rate lies with the given probability, in (0, 1). */
  public double quantile(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level not in (0, 1): " + level);
    }
    double high = Math.max(mean(), Double.MIN_NORMAL);
    while (probabilityOfAtMost(high) < level && high < Double.MAX_VALUE / 4) {
      high *= 2;
    }
    double low = high;
    while (probabilityOfAtMost(low) >= level && low > Double.MIN_NORMAL) {
      low /= 2;
    }
    for (int i = 0; i < 200 && high - low > 1e-14 * high; i++) {
      double middle = 0.5 * (low + high);
      if (probabilityOfAtMost(middle) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
