// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Yes and no as files write them, and names of columns that say with them whether a row counts. */
public final class FlagWords {

  private static final Map<String, List<String>> WORDS = Words.read("flag_words.txt");
  private static final Set<String> YES = words("yes");
  private static final Set<String> NO = words("no");
  private static final Set<String> CALLED_OFF = words("called off");
  private static final Set<String> PAID = words("paid");

  private FlagWords() {}

  private static Set<String> words(String heading) {
    return Set.copyOf(WORDS.getOrDefault(heading, List.of()));
  }

  /** Returns whether a text is a yes. */
  public static boolean isYes(String text) {
    return YES.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Returns whether a text is a no. */
  public static boolean isNo(String text) {
    return NO.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Returns the texts of a no, in lower case: for an engine. */
  public static Set<String> no() {
    return NO;
  }

  /** Returns whether a yes in a column of this name calls the row off; see {@code ColumnName}. */
  public static boolean isCalledOff(String normalName) {
    return CALLED_OFF.contains(normalName);
  }

  /** Returns whether a no in a column of this name says that the row was never paid. */
  public static boolean isPaid(String normalName) {
    return PAID.contains(normalName);
  }
}
