// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

/**
 * How the ids of two tables meet, such as those of the orders and of the customer list: counts of
 * distinct ids, from which follows how they are to be compared.
 *
 * @param ids how many ids the table to be matched has
 * @param asWritten how many of them the other table has, too
 * @param withoutZeros how many it has if zeros in front do not matter
 * @param withoutCase how many it has if neither zeros nor case matter
 * @param ambiguous how many ids of either table fall together with another id of the same table if
 *     zeros in front do not matter
 * @param ambiguousCase how many if case does not matter, either
 */
public record IdentityMatch(
    long ids,
    long asWritten,
    long withoutZeros,
    long withoutCase,
    long ambiguous,
    long ambiguousCase) {

  /** How ids are to be compared. */
  public enum How {
    /** Letter by letter. */
    AS_WRITTEN,
    /** By {@link IdentityText#withoutZeros}. */
    WITHOUT_ZEROS,
    /** By the same in lower case. */
    WITHOUT_CASE,
    /** Not at all: no id of one table is found in the other. */
    NONE
  }

  /** Below this share of ids found, the tables do not seem to belong together. */
  private static final double FEW = 0.1;

  public IdentityMatch {
    boolean ordered = asWritten <= withoutZeros && withoutZeros <= withoutCase;
    if (asWritten < 0 || !ordered || withoutCase > ids) {
      throw new IllegalArgumentException(
          "not 0 <= "
              + asWritten
              + " <= "
              + withoutZeros
              + " <= "
              + withoutCase
              + " <= ids="
              + ids);
    }
  }

  /** The strictest way that finds the most ids without taking two of one table for one. */
  public How how() {
    if (withoutCase > withoutZeros && ambiguousCase == 0) {
      return How.WITHOUT_CASE;
    }
    if (withoutZeros > asWritten && ambiguous == 0) {
      return How.WITHOUT_ZEROS;
    }
    return asWritten > 0 || ids == 0 ? How.AS_WRITTEN : How.NONE;
  }

  /** How many ids are found that way. */
  public long found() {
    return switch (how()) {
      case AS_WRITTEN -> asWritten;
      case WITHOUT_ZEROS -> withoutZeros;
      case WITHOUT_CASE -> withoutCase;
      case NONE -> 0;
    };
  }

  /** Whether so few ids are found that other columns should be tried. */
  public boolean isPoor() {
    return found() < FEW * ids;
  }
}
