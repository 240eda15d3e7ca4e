// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/** Which purchase model values the future. */
public enum ModelChoice {
  /** The run chooses. */
  AUTO,

  /** Modified BG/NBD: a one-time buyer may have left. */
  MBG_NBD,

  /** BG/NBD. */
  BG_NBD,

  /** No model: the future counts as zero, and lifetime value is history only. */
  NONE;

  @Override
  public String toString() {
    return ValueType.kebabCase(this);
  }
}
