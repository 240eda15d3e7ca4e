// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.LogSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Customers who differ in how regularly they buy: a share w_k of them follows {@link ParetoCnbd} of
 * each k in {1, 2, 3, 4, 6, 9}, purchase and dropout rates being distributed alike in all.
 *
 * <p>It stands for Pareto/GGG (Platzer and Reutterer 2016, Ticking away the moments: timing
 * regularity helps to better predict customer activity, Marketing Science 35(5)), whose regularity
 * varies continuously and needs simulation. Given the gaps between purchases the k of a customer
 * has a distribution, which tells how regular that customer is.
 *
 * <p>All gaps count: histories should have their {@link PurchaseHistory#logGapSum()}. Where they
 * have not, what they say of the kind is averaged over all gaps with the same sum; their {@link
 * #logLikelihood} is not comparable with that of others.
 */
public final class ParetoCnbdMixture implements MixedPurchases {

  /** The name of the model. */
  public static final String NAME = "pareto-cnbd-mixture";

  static final List<Integer> STAGES = List.of(1, 2, 3, 4, 6, 9);
  static final List<String> NAMES =
      List.of("r", "alpha", "s", "beta", "w1", "w2", "w3", "w4", "w6", "w9");

  /** Where the weights begin among the parameters. */
  static final int FIRST_WEIGHT = 4;

  /** A kind less likely than this changes no probability. */
  private static final double INVISIBLE = 1e-16;

  private final double[] parameters;
  private final double[] logWeights;
  private final List<PhasedPurchases> kinds;

  private ParetoCnbdMixture(double[] parameters) {
    this.parameters = parameters;
    this.logWeights = new double[STAGES.size()];
    List<PhasedPurchases> models = new ArrayList<>();
    for (int i = 0; i < logWeights.length; i++) {
      logWeights[i] = Math.log(parameters[FIRST_WEIGHT + i]);
      models.add(
          ParetoCnbd.of(STAGES.get(i), parameters[0], parameters[1], parameters[2], parameters[3]));
    }
    this.kinds = List.copyOf(models);
  }

  /**
   * Returns the model with the given parameters.
   *
   * @param r shape of the purchase rates, above 0
   * @param alpha rate parameter of the purchase rates, in days, above 0
   * @param s shape of the dropout rates, above 0
   * @param beta rate parameter of the dropout rates, in days, above 0
   * @param weights the shares of customers with k = 1, 2, 3, 4, 6, 9 stages per purchase, at least
   *     0; they are divided by their sum
   */
  public static ParetoCnbdMixture of(
      double r, double alpha, double s, double beta, double... weights) {
    if (weights.length != STAGES.size()) {
      throw new IllegalArgumentException(
          "weights are not " + STAGES.size() + ": " + weights.length);
    }
    double total = 0;
    for (double weight : weights) {
      total += Arguments.nonNegative("weight", weight);
    }
    Arguments.positive("sum of the weights", total);
    double[] parameters = Arrays.copyOf(new double[] {r, alpha, s, beta}, NAMES.size());
    for (int i = 0; i < weights.length; i++) {
      parameters[FIRST_WEIGHT + i] = weights[i] / total;
    }
    return new ParetoCnbdMixture(parameters);
  }

  /** Returns the model with the parameters in the order of {@link #NAMES}. */
  static ParetoCnbdMixture of(double[] p) {
    return of(p[0], p[1], p[2], p[3], Arrays.copyOfRange(p, FIRST_WEIGHT, p.length));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return NamedParameters.of(NAMES, parameters);
  }

  @Override
  public List<PhasedPurchases> kinds() {
    return kinds;
  }

  /** Returns the k of each kind, in the order of {@link #kinds}. */
  public List<Integer> stages() {
    return STAGES;
  }

  /**
   * Returns how regularly a customer buys, E[k | history]: 1 at random times, 9 like clockwork.
   *
   * <p>Without repeat purchases it hardly moves from the mean over all customers.
   */
  public double regularity(PurchaseHistory history) {
    double[] probabilities = probabilitiesOfKinds(history);
    return IntStream.range(0, probabilities.length)
        .mapToDouble(i -> probabilities[i] * STAGES.get(i))
        .sum();
  }

  @Override
  public double logLikelihood(PurchaseHistory history) {
    LogSum sum = new LogSum();
    for (int i = 0; i < logWeights.length; i++) {
      sum.add(logJoint(i, history));
    }
    return sum.log();
  }

  /** ln(w_k L_k), minus infinity where there is no weight. */
  private double logJoint(int kind, PurchaseHistory history) {
    return logWeights[kind] == Double.NEGATIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : logWeights[kind] + kinds.get(kind).logLikelihood(history);
  }

  /** {@inheritDoc} Of unknown gaps only their sum counts. */
  @Override
  public double[] probabilitiesOfKinds(PurchaseHistory history) {
    return history.gapsKnown()
        ? shares(i -> logJoint(i, history))
        : probabilitiesOfKinds(history.frequency(), history.recency(), history.age());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The likelihood of the gaps is integrated over all gaps that add up to t_x: e^((k-1) litt) /
   * Gamma(k)^x becomes t_x^(k x - 1) / Gamma(k x) by Dirichlet's integral.
   */
  @Override
  public double[] probabilitiesOfKinds(int frequency, double recency, double age) {
    PurchaseHistory history = PurchaseHistory.of(frequency, recency, age);
    return shares(
        i -> {
          int k = STAGES.get(i);
          double gaps =
              frequency == 0
                  ? 0
                  : (double) k * frequency * Math.log(recency)
                      - Gammas.logGamma((double) k * frequency)
                      + frequency * Gammas.logGamma(k);
          return logJoint(i, history) + gaps;
        });
  }

  private double[] shares(IntToDoubleFunction log) {
    double[] shares = IntStream.range(0, logWeights.length).mapToDouble(log).toArray();
    double top = Arrays.stream(shares).max().orElseThrow();
    double total = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp(shares[i] - top);
      total += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= total;
    }
    return shares;
  }

  /** The mean of an answer over the kinds a customer may be of. */
  private double mean(double[] probabilities, ToDoubleFunction<PhasedPurchases> answer) {
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > 0) {
        sum += probabilities[i] * answer.applyAsDouble(kinds.get(i));
      }
    }
    return sum;
  }

  private double mean(PurchaseHistory history, ToDoubleFunction<PhasedPurchases> answer) {
    return mean(probabilitiesOfKinds(history), answer);
  }

  /** The mean over new customers. */
  private double mean(ToDoubleFunction<PhasedPurchases> answer) {
    return mean(Arrays.copyOfRange(parameters, FIRST_WEIGHT, parameters.length), answer);
  }

  @Override
  public double probabilityAlive(PurchaseHistory history) {
    return mean(history, kind -> kind.probabilityAlive(history));
  }

  @Override
  public double probabilityAliveIn(PurchaseHistory history, double duration) {
    return mean(history, kind -> kind.probabilityAliveIn(history, duration));
  }

  @Override
  public double probabilityOfNoPurchase(PurchaseHistory history, double duration) {
    return mean(history, kind -> kind.probabilityOfNoPurchase(history, duration));
  }

  @Override
  public double probabilityOf(int n, double duration) {
    return mean(kind -> kind.probabilityOf(n, duration));
  }

  @Override
  public double probabilityOf(int n, PurchaseHistory history, double duration) {
    return mean(history, kind -> kind.probabilityOf(n, history, duration));
  }

  @Override
  public PurchaseCounts purchaseCounts(PurchaseHistory history, double duration) {
    double[] probabilities = probabilitiesOfKinds(history);
    double[] noticeable = Arrays.stream(probabilities).filter(p -> p > INVISIBLE).toArray();
    List<PurchaseCounts> counts = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > INVISIBLE) {
        counts.add(kinds.get(i).purchaseCounts(history, duration));
      }
    }
    return PurchaseCounts.mixture(counts, noticeable);
  }

  @Override
  public double expectedTransactions(double duration) {
    return mean(kind -> kind.expectedTransactions(duration));
  }

  @Override
  public double discountedExpectedResidualTransactions(
      PurchaseHistory history, double dailyRate, double horizon) {
    return mean(
        history, kind -> kind.discountedExpectedResidualTransactions(history, dailyRate, horizon));
  }

  @Override
  public double discountedExpectedTransactions(double dailyRate, double horizon) {
    return mean(kind -> kind.discountedExpectedTransactions(dailyRate, horizon));
  }

  /** {@inheritDoc} In the long run; just after a purchase the next is not yet due. */
  @Override
  public double expectedPurchaseRate(PurchaseHistory history) {
    double[] living = probabilitiesOfKinds(history);
    double total = 0;
    for (int i = 0; i < living.length; i++) {
      living[i] *= kinds.get(i).probabilityAlive(history);
      total += living[i];
    }
    // of one who has certainly gone, the rate of the likeliest kind is as good as any
    double[] weights = total > 0 ? living : probabilitiesOfKinds(history);
    double sum = total > 0 ? total : 1;
    return mean(weights, kind -> kind.expectedPurchaseRate(history)) / sum;
  }

  @Override
  public CustomerRates rates(PurchaseHistory history) {
    double[] probabilities = probabilitiesOfKinds(history);
    var purchases = new RateDistribution.Builder();
    var dropout = new RateDistribution.Builder();
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > 0) {
        CustomerRates ofKind = kinds.get(i).rates(history);
        purchases.add(probabilities[i], ofKind.purchases());
        dropout.add(probabilities[i], ofKind.dropout().orElseThrow());
      }
    }
    return CustomerRates.of(purchases, dropout);
  }

  @Override
  public double simulate(double duration, RandomGenerator random, DoubleConsumer purchaseAges) {
    double left = random.nextDouble();
    int kind = 0;
    while (kind < kinds.size() - 1 && left >= parameters[FIRST_WEIGHT + kind]) {
      left -= parameters[FIRST_WEIGHT + kind];
      kind++;
    }
    return kinds.get(kind).simulate(duration, random, purchaseAges);
  }

  @Override
  public String toString() {
    return NAME + parameters();
  }
}
