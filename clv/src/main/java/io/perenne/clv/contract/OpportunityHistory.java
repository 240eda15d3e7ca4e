// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

/**
 * The history of a customer who can buy, or give, at discrete opportunities only: events, seasons,
 * yearly campaigns.
 *
 * @param frequency x, at how many opportunities after the first the customer bought
 * @param recency t_x, the number of the last such opportunity; 0 if there was none
 * @param opportunities n, how many opportunities there were
 */
public record OpportunityHistory(int frequency, int recency, int opportunities) {

  /** Checks that the numbers can belong to a customer. */
  public OpportunityHistory {
    if (!(0 <= frequency && frequency <= recency && recency <= opportunities)) {
      throw new IllegalArgumentException(
          "not 0 <= frequency <= recency <= opportunities: "
              + frequency
              + ", "
              + recency
              + ", "
              + opportunities);
    }
    if ((frequency == 0) != (recency == 0)) {
      throw new IllegalArgumentException(
          "recency must be 0 exactly when frequency is: " + frequency + ", " + recency);
    }
  }

  /** Returns this history with one opportunity more, at which the customer bought. */
  public OpportunityHistory withPurchase() {
    return new OpportunityHistory(frequency + 1, opportunities + 1, opportunities + 1);
  }

  /** Returns this history with one opportunity more, at which the customer did not buy. */
  public OpportunityHistory withoutPurchase() {
    return new OpportunityHistory(frequency, recency, opportunities + 1);
  }
}
