// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.clv.history.SpendBasis;

/**
 * Which purchases to read.
 *
 * @param transactions the files and how to read them
 * @param keepFree whether a ticket of nothing is a purchase
 */
public record PurchaseInput(TransactionInput transactions, boolean keepFree) {
  /** Returns which purchases tell what a customer spends. */
  public SpendBasis spendBasis() {
    if (keepFree) {
      return SpendBasis.REPEAT;
    }
    return transactions.configuration().model().firstPurchaseSpend()
        ? SpendBasis.PAID
        : SpendBasis.PAID_REPEAT;
  }
}
