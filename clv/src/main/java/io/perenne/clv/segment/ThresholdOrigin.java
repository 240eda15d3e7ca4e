// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Message;

/**
 * Where one threshold of a run came from.
 *
 * @param name the key in the configuration; the at-risk and dormant ratios end in {@code .first} or
 *     {@code .later}
 * @param value the number used
 * @param origin the kind of source
 * @param explanation how it was computed, or why it could not be
 */
public record ThresholdOrigin(String name, double value, Origin origin, Message explanation) {
  /** The kinds of source. */
  public enum Origin {
    /** A person set it. */
    CONFIGURED,
    /** Computed from this customer base. */
    COMPUTED,
    /** The fixed default of a rule that does not look at data. */
    DEFAULT,
    /** A fixed number, because the data are too few. */
    FALLBACK;

    /** Returns the stable code, the same in every language. */
    public String code() {
      return switch (this) {
        case CONFIGURED -> "configured";
        case COMPUTED -> "computed";
        case DEFAULT -> "default";
        case FALLBACK -> "fallback";
      };
    }
  }
}
