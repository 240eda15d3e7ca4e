// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The weighted mean of what several valuations expect, all by the same horizon and model of spend.
 *
 * <p>Being the mean of expectations it is the expectation of a customer who follows one of the
 * models with the weight as probability.
 */
public final class BlendedValuation implements ResidualValuation {

  private final List<ResidualValuation> parts;
  private final double[] weights;

  private BlendedValuation(List<ResidualValuation> parts, double[] weights) {
    this.parts = List.copyOf(parts);
    this.weights = weights;
  }

  /**
   * Blends.
   *
   * @param parts valuations with their weights, at least 0, not all 0; they are divided by their
   *     sum
   */
  public static BlendedValuation of(Map<ResidualValuation, Double> parts) {
    double total = 0;
    for (double weight : parts.values()) {
      total += Arguments.nonNegative("weight", weight);
    }
    Arguments.positive("sum of the weights", total);
    List<ResidualValuation> valuations = new ArrayList<>(parts.keySet());
    double[] weights = new double[valuations.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = parts.getOrDefault(valuations.get(i), 0.0) / total;
    }
    return new BlendedValuation(valuations, weights);
  }

  private double mean(ToDoubleFunction<ResidualValuation> answer) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * answer.applyAsDouble(parts.get(i));
    }
    return sum;
  }

  @Override
  public String name() {
    return parts.stream().map(ResidualValuation::name).collect(Collectors.joining(" + "));
  }

  @Override
  public Horizon horizon() {
    return parts.get(0).horizon();
  }

  /** {@inheritDoc} All parts that read gaps have one time. */
  @Override
  public Optional<OperationalClock> gapTime() {
    return parts.stream().flatMap(part -> part.gapTime().stream()).findFirst();
  }

  /** {@inheritDoc} Absent if any of the parts cannot say. */
  @Override
  public OptionalDouble probabilityAlive(int frequency, double recency, double age) {
    return probabilityAlive(PurchaseHistory.of(frequency, recency, age));
  }

  @Override
  public OptionalDouble probabilityAlive(PurchaseHistory history) {
    double mean = mean(part -> part.probabilityAlive(history).orElse(Double.NaN));
    return Double.isNaN(mean) ? OptionalDouble.empty() : OptionalDouble.of(mean);
  }

  @Override
  public double expectedPurchases(int frequency, double recency, double age) {
    return mean(part -> part.expectedPurchases(frequency, recency, age));
  }

  @Override
  public double expectedPurchases(PurchaseHistory history) {
    return mean(part -> part.expectedPurchases(history));
  }

  @Override
  public double discountedPurchases(int frequency, double recency, double age) {
    return mean(part -> part.discountedPurchases(frequency, recency, age));
  }

  @Override
  public double discountedPurchases(PurchaseHistory history) {
    return mean(part -> part.discountedPurchases(history));
  }

  @Override
  public double expectedTransactionValue(int count, double sum) {
    return parts.get(0).expectedTransactionValue(count, sum);
  }
}
