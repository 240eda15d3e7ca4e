// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/** Which purchase model values the future. */
public enum ModelChoice {
  /** A backtest chooses. */
  AUTO,

  /** Modified BG/NBD: a one-time buyer may have left. */
  MBG_NBD,

  /** BG/NBD. */
  BG_NBD,

  /** Pareto/NBD: customers may leave at any time, not only after a purchase. */
  PARETO_NBD,

  /** Gompertz/NBD: as Pareto/NBD, and the longer they stay the sooner they leave. */
  GOMPERTZ_NBD,

  /** Modified BG/CNBD-k: as modified BG/NBD for customers who buy regularly. */
  MBG_CNBD,

  /** BG/CNBD-k: as BG/NBD for customers who buy regularly. */
  BG_CNBD,

  /** Pareto/CNBD-k: as Pareto/NBD for customers who buy regularly. */
  PARETO_CNBD,

  /** NBD: nobody ever leaves. */
  NBD,

  /** No model: the future counts as zero, and lifetime value is history only. */
  NONE;

  @Override
  public String toString() {
    return ValueType.kebabCase(this);
  }
}
