// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words for what a row is: a sale, or something given back ({@code Credit note}, {@code Abono},
 * {@code Gutschrift}) whose amount many programs write above zero. Words are compared as a whole,
 * without case, accents, blanks and signs.
 */
public final class DocumentWords {

  private static final Map<String, List<String>> WORDS = Words.read("document_words.txt");
  private static final Set<String> SALES = normal("sale");
  private static final Set<String> REFUNDS = normal("refund");

  private DocumentWords() {}

  private static Set<String> normal(String heading) {
    return WORDS.getOrDefault(heading, List.of()).stream()
        .map(Words::normal)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns whether a word is one for a sale. */
  public static boolean isSale(String word) {
    return SALES.contains(Words.normal(word));
  }

  /** Returns whether a word is one for money given back. */
  public static boolean isRefund(String word) {
    return REFUNDS.contains(Words.normal(word));
  }

  /** Returns the words for money given back as they are compared: for an engine. */
  public static Set<String> refunds() {
    return REFUNDS;
  }
}
