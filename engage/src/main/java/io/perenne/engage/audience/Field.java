// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the run and the orders since say of a person, as it was told last: see {@link
 * io.perenne.engage.profile.Standing}.
 */
public enum Field {
  /** The id of the segment, {@code 01} to {@code 11}. */
  SEGMENT(Kind.SEGMENT),
  /** The id of the money band. */
  BAND(Kind.BAND),
  /** The lifetime value. */
  VALUE(Kind.NUMBER),
  /** What has been brought so far. */
  SPENT(Kind.NUMBER),
  /** Days with a purchase. */
  PURCHASES(Kind.NUMBER),
  /** What was brought so far, by day with a purchase. */
  AVERAGE(Kind.NUMBER),
  /** The local day of the first purchase. */
  FIRST_PURCHASE(Kind.DATE),
  /** The local day of the last purchase. */
  LAST_PURCHASE(Kind.DATE);

  /** What a field holds. */
  public enum Kind {
    /** Ids of segments. */
    SEGMENT,
    /** Ids of money bands. */
    BAND,
    /** Numbers. */
    NUMBER,
    /** Dates. */
    DATE
  }

  private final Kind kind;

  Field(Kind kind) {
    this.kind = kind;
  }

  /** Returns what it holds. */
  public Kind kind() {
    return kind;
  }

  /** Returns the word for it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the field of a word. */
  public static Optional<Field> find(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }
}
