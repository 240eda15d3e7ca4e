// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.PurchaseHistory;
import java.util.List;

/**
 * A model whose customers are each of one of a few kinds, unseen, and buy as the model of their
 * kind says: every answer is a mean over the kinds, weighted by their probabilities given the
 * history.
 */
public interface MixedPurchases extends TransactionModel {

  /** Returns the models of the kinds. */
  List<PhasedPurchases> kinds();

  /** Returns the probability of each kind given the whole history with its log gaps. */
  double[] probabilitiesOfKinds(PurchaseHistory history);

  /** Returns the probability of each kind given x, t_x and T alone, the gaps not being known. */
  double[] probabilitiesOfKinds(int frequency, double recency, double age);
}
