// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

/**
 * Sums over scored customers.
 *
 * @param customers how many
 * @param alive the sum of their probabilities of still being customers
 * @param purchases their expected purchases
 * @param revenue their expected revenue
 * @param purchaseVariance the sum of the variances of their purchases
 * @param revenueVariance the sum of the variances of their revenue, perhaps infinite
 */
record ScoreSums(
    long customers,
    double alive,
    double purchases,
    double revenue,
    double purchaseVariance,
    double revenueVariance) {
  static final ScoreSums NONE = new ScoreSums(0, 0, 0, 0, 0, 0);

  static ScoreSums of(Iterable<Scorer.Score> scores) {
    ScoreSums sums = NONE;
    for (Scorer.Score score : scores) {
      sums =
          sums.plus(
              new ScoreSums(
                  1,
                  score.alive(),
                  score.purchases(),
                  score.revenue(),
                  score.purchaseVariance(),
                  score.revenueVariance()));
    }
    return sums;
  }

  ScoreSums plus(ScoreSums more) {
    return new ScoreSums(
        customers + more.customers,
        alive + more.alive,
        purchases + more.purchases,
        revenue + more.revenue,
        purchaseVariance + more.purchaseVariance,
        revenueVariance + more.revenueVariance);
  }
}
