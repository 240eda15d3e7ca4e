// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

import io.perenne.clv.words.Message;

/**
 * One thing a fit noticed about the data.
 *
 * @param kind what it is, for programs
 * @param message what it is, for people, with the numbers
 */
public record Finding(Kind kind, Message message) {
  /**
   * Returns a finding.
   *
   * @param key the text, one of {@code finding.…} in this library's bundle
   * @throws IllegalArgumentException if there is no such text, or it takes other arguments
   */
  public static Finding of(Kind kind, String key, Object... arguments) {
    return new Finding(kind, Message.of(key, arguments));
  }

  /** The things a fit can notice. */
  public enum Kind {
    /** Too few customers or purchases to fit anything. */
    TOO_LITTLE_DATA,
    /** The search did not settle at an optimum. */
    NOT_CONVERGED,
    /** The data are explained as well without dropout. */
    NO_DROPOUT_SEEN,
    /** All customers seem to share one dropout probability. */
    SAME_DROPOUT,
    /** All customers seem to share one purchase rate. */
    SAME_RATE,
    /** A combination of parameters is undetermined. */
    RIDGE,
    /** A parameter runs to 0 or infinity. */
    BOUNDARY,
    /** Hardly anybody has bought again. */
    HARDLY_ANY_REPEATERS,
    /** The history is shorter than the usual time between purchases. */
    SHORT_HISTORY,
    /** All customers were acquired within less than the usual time between purchases. */
    SAME_AGE,
    /** How regular customers are cannot be seen without the gaps between their purchases. */
    GAPS_UNKNOWN,
    /** A covariate is the same for all customers. */
    SAME_COVARIATE,
    /** The mean of the spend distribution is infinite. */
    INFINITE_MEAN_SPEND,
    /** Every purchase has nearly the same value, or every customer the same mean. */
    UNIFORM_SPEND
  }
}
