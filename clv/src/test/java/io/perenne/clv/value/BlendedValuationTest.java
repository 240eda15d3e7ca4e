// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.Arrivals;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.model.ParetoCnbdMixture;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.spend.AverageSpend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlendedValuationTest {

  private static final Horizon YEAR = Horizon.of(365, 0.1);
  private static final PurchaseHistory CUSTOMER = PurchaseHistory.of(3, 200, 300);
  private static final int UNTIL = 19_000;

  private static final ResidualValuation COINS =
      ModelValuation.of(ModifiedBgNbd.of(0.8, 60, 0.9, 2.5), new AverageSpend(20), YEAR);

  private static final ResidualValuation LIFETIMES =
      ModelValuation.of(ParetoNbd.of(0.8, 60, 0.7, 200), new AverageSpend(20), YEAR);

  @Test
  void blend_isTheWeightedMeanOfItsParts() {
    BlendedValuation blend = BlendedValuation.of(Map.of(COINS, 1.0, LIFETIMES, 3.0));

    assertThat(blend.expectedPurchases(CUSTOMER))
        .isCloseTo(
            0.25 * COINS.expectedPurchases(CUSTOMER) + 0.75 * LIFETIMES.expectedPurchases(CUSTOMER),
            within(1e-12));
    assertThat(blend.discountedPurchases(3, 200, 300))
        .isCloseTo(blend.discountedPurchases(CUSTOMER), within(1e-12));
    assertThat(blend.expectedPurchases(3, 200, 300))
        .isCloseTo(blend.expectedPurchases(CUSTOMER), within(1e-12));
    assertThat(blend.probabilityAlive(3, 200, 300).orElseThrow())
        .isCloseTo(
            0.25 * COINS.probabilityAlive(CUSTOMER).orElseThrow()
                + 0.75 * LIFETIMES.probabilityAlive(CUSTOMER).orElseThrow(),
            within(1e-12));
    assertThat(blend.expectedTransactionValue(2, 50)).isEqualTo(25);
    assertThat(blend.horizon()).isEqualTo(YEAR);
    assertThat(blend.name()).contains("mbg-nbd").contains("pareto-nbd").contains(" + ");
  }

  @Test
  void blend_readsGapsInTheTimeOfItsPartThatDoes() {
    SeasonalIndex index =
        SeasonalIndex.flat(1, List.of())
            .with(List.of(0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), UNTIL - 365, 365);
    OperationalClock clock = OperationalClock.of(index, UNTIL - 365, UNTIL);
    ResidualValuation mixture =
        ModelValuation.of(
            ParetoCnbdMixture.of(1.2, 80, 0.7, 300, 1, 0, 0, 1, 0, 1), new AverageSpend(20), YEAR);
    ResidualValuation timed =
        new TimedValuation(mixture, mixture, Optional.empty(), clock, UNTIL, YEAR);
    BlendedValuation blend = BlendedValuation.of(Map.of(COINS, 1.0, timed, 1.0));
    PurchaseHistory even = new PurchaseHistory(3, 200, 300, 3 * Math.log(200 / 3.0));
    PurchaseHistory uneven = new PurchaseHistory(3, 200, 300, Math.log(5 * 5 * 190.0));

    assertThat(COINS.gapTime()).isEmpty();
    assertThat(blend.gapTime()).contains(clock);
    assertThat(blend.expectedPurchases(even)).isNotEqualTo(blend.expectedPurchases(uneven));
    assertThat(blend.residualValue(even, 4, 80))
        .isCloseTo(20 * blend.discountedPurchases(even), within(1e-12));
  }

  @Test
  void blend_cannotSayWhoIsAliveIfAPartCannot() {
    BlendedValuation blend =
        BlendedValuation.of(Map.of(COINS, 1.0, new HistoricValuation(YEAR), 1.0));

    assertThat(blend.probabilityAlive(CUSTOMER)).isEmpty();
  }

  @Test
  void blend_refusesWeightsThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlendedValuation.of(Map.of(COINS, 0.0)))
        .withMessageContaining("weights");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlendedValuation.of(Map.of(COINS, -1.0)))
        .withMessageContaining("weight");
  }

  @Test
  void timed_asksTheModelOfTheCustomersKind() {
    TimedValuation timed =
        new TimedValuation(
            LIFETIMES,
            COINS,
            Optional.of(new Arrivals(280)),
            OperationalClock.calendar(),
            UNTIL,
            YEAR);
    PurchaseHistory young = PurchaseHistory.of(3, 200, 279);

    assertThat(timed.expectedPurchases(CUSTOMER)).isEqualTo(LIFETIMES.expectedPurchases(CUSTOMER));
    assertThat(timed.expectedPurchases(young)).isEqualTo(COINS.expectedPurchases(young));
    assertThat(timed.discountedPurchases(3, 200, 279))
        .isEqualTo(COINS.discountedPurchases(3, 200, 279));
    assertThat(timed.probabilityAlive(3, 200, 300))
        .isEqualTo(LIFETIMES.probabilityAlive(3, 200, 300));
    assertThat(timed.name()).isEqualTo("mbg-nbd");
    assertThat(timed.expectedTransactionValue(0, 0)).isEqualTo(20);
  }

  @Test
  void timed_readsHistoriesByItsClock() {
    SeasonalIndex index =
        SeasonalIndex.flat(1, List.of())
            .with(List.of(0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), UNTIL - 364, 365);
    OperationalClock clock = OperationalClock.of(index, UNTIL - 364, UNTIL);
    TimedValuation timed = new TimedValuation(COINS, COINS, Optional.empty(), clock, UNTIL, YEAR);
    PurchaseHistory byClock =
        PurchaseHistory.of(
            3, clock.between(UNTIL - 300, UNTIL - 100), clock.between(UNTIL - 300, UNTIL));

    assertThat(timed.expectedPurchases(3, 200, 300)).isEqualTo(COINS.expectedPurchases(byClock));
    assertThat(timed.probabilityAlive(CUSTOMER)).isEqualTo(COINS.probabilityAlive(byClock));
    assertThat(timed.discountedPurchases(CUSTOMER)).isEqualTo(COINS.discountedPurchases(byClock));
  }
}
