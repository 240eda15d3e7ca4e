// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import static io.perenne.clv.numeric.Differences.check;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The analytic derivatives of the likelihoods of contracts and opportunities. */
class ContractDerivativesTest {

  @Test
  void retention_equalsDifferences() {
    var cohorts =
        List.of(
            CohortSurvival.of(1000, 869, 743, 653, 593, 551, 517, 491),
            CohortSurvival.of(40, 10, 10, 0));
    check(new RetentionFit(cohorts, 2), 0.7, 1.2);
    check(new RetentionFit(cohorts, 3), 0.7, 1.2, 1.3);
    check(new RetentionFit(cohorts, 3), 5, 30, 0.6);
  }

  @Test
  void bgBb_equalsDifferences() {
    var customers =
        Map.of(
            new OpportunityHistory(0, 0, 6), 30.0,
            new OpportunityHistory(2, 4, 6), 5.0,
            new OpportunityHistory(6, 6, 6), 9.0,
            new OpportunityHistory(1, 2, 40), 3.0);
    check(new BgBbFit(customers), 1.2, 0.75, 0.66, 2.8);
    check(new BgBbFit(customers), 0.1, 4, 9, 0.2);
  }
}
