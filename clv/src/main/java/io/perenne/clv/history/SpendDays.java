// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

/** Which purchase days tell what a customer spends. */
public enum SpendDays {
  /** All of them, the first too. */
  ALL,
  /** Those after the first, for a base whose first purchases are unlike the others. */
  REPEATED
}
