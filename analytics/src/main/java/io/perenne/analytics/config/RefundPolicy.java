// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/** Where the money of a linked refund is taken off. */
public enum RefundPolicy {
  /** At the date of the ticket it refers to. */
  RESTATE_ORIGINAL,

  /** At its own date. */
  BY_REFUND_DATE;

  @Override
  public String toString() {
    return ValueType.kebabCase(this);
  }
}
