// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import org.junit.jupiter.api.Nested;

/** The contract for every model, at the parameters of a usual shop and at awkward ones. */
class TransactionModelsContractTest {

  @Nested
  class BgNbdOfCdnow extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return BgNbd.of(0.2426, 30.9 * c, 0.7929, 2.4259);
    }

    @Override
    boolean silenceMayMeanGone() {
      return false;
    }
  }

  @Nested
  class ModifiedBgNbdOfCdnow extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return ModifiedBgNbd.of(0.5248, 43.28 * c, 0.8914, 1.6140);
    }
  }

  /** a = 1 and a + b = 1 are poles of the textbook formulas. */
  @Nested
  class BgNbdAtThePoleOfTheSum extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return BgNbd.of(0.8, 60 * c, 0.7, 0.3);
    }

    @Override
    boolean silenceMayMeanGone() {
      return false;
    }
  }

  @Nested
  class ModifiedBgNbdAtThePole extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return ModifiedBgNbd.of(1.5, 60 * c, 1, 0.3);
    }
  }

  @Nested
  class BgNbdNearlyWithoutDropout extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return BgNbd.of(1.2, 90 * c, 1e-5, 0.8);
    }

    @Override
    boolean silenceMayMeanGone() {
      return false;
    }
  }

  @Nested
  class ParetoNbdOfCdnow extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return ParetoNbd.of(0.5533, 74 * c, 0.6062, 81.7 * c);
    }
  }

  /** alpha = beta and s = 1: the other poles of the textbook formulas. */
  @Nested
  class ParetoNbdAtThePoles extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return ParetoNbd.of(1.5, 60 * c, 1, 60 * c);
    }
  }

  @Nested
  class ModifiedBgCnbdRegular extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return ModifiedBgCnbd.of(3, 1.33, 20 * c, 0.42, 0.79);
    }

    @Override
    boolean dueNow() {
      return false;
    }
  }

  @Nested
  class BgCnbdRegular extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return BgCnbd.of(2, 0.36, 8 * c, 0.52, 2.8);
    }

    @Override
    boolean silenceMayMeanGone() {
      return false;
    }

    @Override
    boolean dueNow() {
      return false;
    }
  }

  @Nested
  class GompertzNbdAging extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return GompertzNbd.of(0.553, 74 * c, 1.5, 210 * c, 0.007 / c);
    }
  }

  @Nested
  class ParetoCnbdRegular extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return ParetoCnbd.of(2, 1.07, 43 * c, 0.4, 26 * c);
    }

    @Override
    boolean dueNow() {
      return false;
    }
  }

  @Nested
  class NbdOfCdnow extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return Nbd.of(0.385, 84.5 * c);
    }

    @Override
    boolean silenceMayMeanGone() {
      return false;
    }
  }

  @Nested
  class MixtureOfRegularities extends TransactionModelContract {
    @Override
    TransactionModel model() {
      return scaledBy(1);
    }

    @Override
    TransactionModel scaledBy(double c) {
      return ParetoCnbdMixture.of(0.99, 38 * c, 0.42, 29 * c, 0.22, 0.27, 0.11, 0.14, 0.01, 0.25);
    }

    @Override
    boolean isShare(String parameter) {
      return parameter.startsWith("w");
    }

    @Override
    boolean dueNow() {
      return false;
    }
  }
}
