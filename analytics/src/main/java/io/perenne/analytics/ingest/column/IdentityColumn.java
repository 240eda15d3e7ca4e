// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import io.perenne.analytics.ingest.column.IdentityText.Dress;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of one field over all files, and what their dress allows. Add every distinct id, in any
 * order; then ask for the {@link #verdict()}.
 */
public final class IdentityColumn {

  /** What is to be done with the ids of a column. */
  public enum Verdict {
    /** They are taken as they stand, but for apostrophes. */
    AS_WRITTEN,
    /** They are integers in several dresses: {@link IdentityText#canonical} makes them one. */
    CANONICAL,
    /** A program has cut digits off: different ids became equal, and nobody can restore them. */
    LOST
  }

  /**
   * Spreadsheets show at most so many digits before an exponent; other programs show all a number
   * has.
   */
  private static final int SPREADSHEET_DIGITS = 6;

  /** From here on a double has no room for the last digit of an integer. */
  private static final BigDecimal EXACT = BigDecimal.valueOf(1L << 53);

  private final Map<Dress, Long> counts = new EnumMap<>(Dress.class);
  private final Map<Dress, String> examples = new EnumMap<>(Dress.class);
  private int significantDigits;
  private boolean cut;
  private boolean beyondDoubles;

  /** Adds an id that is not empty. */
  public void add(String id) {
    String bare = IdentityText.bare(id);
    Dress dress = IdentityText.dress(bare);
    counts.merge(dress, 1L, Long::sum);
    // the smallest, so that the order of ids does not matter
    examples.merge(dress, id, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    if (dress == Dress.EXPONENT) {
      addExponent(bare);
    }
  }

  private void addExponent(String bare) {
    BigDecimal value = IdentityText.number(bare);
    int significant = IdentityText.significantDigits(bare);
    significantDigits = Math.max(significantDigits, significant);
    cut |= value.precision() - value.scale() > significant;
    beyondDoubles |= value.compareTo(EXACT) >= 0;
  }

  /** What the dress of all ids together allows. */
  public Verdict verdict() {
    if (count(Dress.EXPONENT) > 0 && (beyondDoubles || looksCut())) {
      return Verdict.LOST;
    }
    boolean dressed = count(Dress.ZERO_DECIMALS) > 0 || count(Dress.EXPONENT) > 0;
    return dressed && count(Dress.FRACTION) == 0 ? Verdict.CANONICAL : Verdict.AS_WRITTEN;
  }

  /**
   * An id may end in zeros that a program did not write, {@code 1.785E4}, but if none shows more
   * digits than a spreadsheet would, a spreadsheet has cut them.
   */
  private boolean looksCut() {
    return cut && significantDigits <= SPREADSHEET_DIGITS;
  }

  /** How many distinct ids are written so. */
  public long count(Dress dress) {
    return counts.getOrDefault(dress, 0L);
  }

  /** An id that is written so. */
  public Optional<String> example(Dress dress) {
    return Optional.ofNullable(examples.get(dress));
  }
}
