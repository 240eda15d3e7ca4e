// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/** Whether the future follows the course of the year. */
public enum Seasonality {
  /** Where a year or more is known and customers keep arriving, so that a season can be told. */
  AUTO,

  /** Never. */
  OFF;

  @Override
  public String toString() {
    return ValueType.kebabCase(this);
  }
}
