// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/** What {@code LTV_VALUE} counts. */
public enum LtvBasis {
  /** Money received. */
  REVENUE,

  /** Money received times the margin rate, or the margin of the ticket where it is known. */
  MARGIN;

  @Override
  public String toString() {
    return ValueType.kebabCase(this);
  }
}
