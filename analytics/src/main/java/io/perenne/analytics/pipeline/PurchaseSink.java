// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/** Takes the purchase days of customers one by one, in no particular order. */
public interface PurchaseSink {
  /**
   * Takes a customer with at least one purchase day.
   *
   * @param purchases valid during the call only
   */
  void accept(String customer, PurchaseDays purchases);
}
