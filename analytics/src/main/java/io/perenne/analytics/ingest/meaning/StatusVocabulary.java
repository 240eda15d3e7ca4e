// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The status words of the usual systems in English, Spanish, French, German, Italian and
 * Portuguese. Words are compared as a whole, without case, accents, blanks, underscores and the
 * prefix {@code wc-} of WooCommerce: {@code unpaid} contains {@code paid} and means the opposite.
 *
 * <p>Words that mean different things in different systems are left unknown: {@code closed} is an
 * order that was refunded in Magento and a finished one elsewhere. {@link #with} lets an export
 * profile or a user decide them.
 */
public final class StatusVocabulary {

  private static final String PREFIX = "wc";

  /** What stands between the statuses of one row. */
  public static final String BETWEEN = " / ";

  private final Map<String, StatusClass> classes;
  private final StatusClass others;

  private StatusVocabulary(Map<String, StatusClass> classes, StatusClass others) {
    this.classes = Map.copyOf(classes);
    this.others = others;
  }

  /** The words that mean the same wherever they stand. */
  public static StatusVocabulary usual() {
    return Usual.WORDS;
  }

  /** Read when first needed: most configurations name their own words. */
  private static final class Usual {
    static final StatusVocabulary WORDS = read();

    private static StatusVocabulary read() {
      Map<String, StatusClass> classes = new HashMap<>();
      Words.read("status_words.txt").forEach((heading, words) -> put(classes, of(heading), words));
      return new StatusVocabulary(classes, StatusClass.UNKNOWN);
    }

    private static StatusClass of(String heading) {
      return StatusClass.valueOf(heading.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static void put(
        Map<String, StatusClass> classes, StatusClass status, List<String> words) {
      for (String word : words) {
        StatusClass before = classes.put(normal(word), status);
        if (before != null && before != status) {
          throw new IllegalStateException(word + " is listed as " + before + " and " + status);
        }
      }
    }
  }

  /** These words first, the others of this vocabulary after them. */
  public StatusVocabulary with(Map<String, StatusClass> first) {
    Map<String, StatusClass> all = new HashMap<>(classes);
    first.forEach((word, status) -> all.put(normal(word), status));
    return new StatusVocabulary(all, others);
  }

  /**
   * Exactly these words count and no others, as a user says who names them; they are compared like
   * all words.
   */
  public static StatusVocabulary only(Set<String> counting) {
    Map<String, StatusClass> classes = new HashMap<>();
    counting.forEach(word -> classes.put(normal(word), StatusClass.COUNTS));
    return new StatusVocabulary(classes, StatusClass.DOES_NOT_COUNT);
  }

  /**
   * The class of a status as it stands in a file. One put together of several, {@code shipped /
   * cancelled}, is what they say {@linkplain StatusClass#and together}.
   */
  public StatusClass classify(String word) {
    StatusClass known = classes.get(normal(word));
    if (known != null) {
      return known;
    }
    if (!word.contains(BETWEEN)) {
      return others;
    }
    StatusClass all = StatusClass.COUNTS;
    for (String part : word.split(BETWEEN, -1)) {
      all = all.and(classes.getOrDefault(normal(part), others));
    }
    return all;
  }

  /** The form in which words are compared. */
  static String normal(String word) {
    String normal = Words.normal(word);
    boolean prefixed = word.strip().toLowerCase(Locale.ROOT).startsWith(PREFIX + "-");
    return prefixed ? normal.substring(PREFIX.length()) : normal;
  }
}
