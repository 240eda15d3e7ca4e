// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/** Transactions ready to be summarized by the engine that opened them. */
public interface TransactionTable {
  /** Returns which rows count, and how. */
  TicketRules rules();
}
