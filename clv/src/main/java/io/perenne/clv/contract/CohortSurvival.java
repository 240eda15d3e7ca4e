// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import java.util.List;

/**
 * How many customers of a cohort under contract were left after 0, 1, 2, ... periods.
 *
 * @param customers counts that never rise, the first being the size of the cohort; at least two
 */
public record CohortSurvival(List<Integer> customers) {

  /** Checks that nobody comes back. */
  public CohortSurvival {
    customers = List.copyOf(customers);
    if (customers.size() < 2) {
      throw new IllegalArgumentException("fewer than two counts: " + customers);
    }
    for (int t = 0; t < customers.size(); t++) {
      int before = t == 0 ? Integer.MAX_VALUE : customers.get(t - 1);
      if (!(customers.get(t) >= 0 && customers.get(t) <= before)) {
        throw new IllegalArgumentException("counts rise or are negative: " + customers);
      }
    }
  }

  /** Returns a cohort from its counts. */
  public static CohortSurvival of(Integer... customers) {
    return new CohortSurvival(List.of(customers));
  }

  /** Returns the number of periods observed. */
  public int periods() {
    return customers.size() - 1;
  }
}
