// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

/**
 * What is known of the uplift of an action in a segment, as a normal distribution.
 *
 * @param mean the expected uplift
 * @param own the part of its variance that is the segment's own
 * @param load how much of the uncertainty of the whole action is in it, in [0, 1]
 * @param shared the variance of the uplift of the whole action
 * @param basis where it comes from
 */
public record Uplift(double mean, double own, double load, double shared, Basis basis) {
  /** Where a number comes from. */
  public enum Basis {
    /** Nothing is known but that most actions do little. */
    UNKNOWN,
    /** A person supposed it. */
    ASSUMED,
    /** People who were shown the action were held against others who were not. */
    MEASURED
  }

  /** Returns the variance. */
  public double variance() {
    return own + load * load * shared;
  }

  /** Returns the standard deviation. */
  public double error() {
    return Math.sqrt(variance());
  }
}
