// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/** How customers are drawn into the control group. */
public enum ControlGroupMode {
  /** An exact share of every segment, kept in a ledger. */
  STRATIFIED,

  /** By a hash of the customer id alone, without memory. */
  HASH;

  @Override
  public String toString() {
    return ValueType.kebabCase(this);
  }
}
