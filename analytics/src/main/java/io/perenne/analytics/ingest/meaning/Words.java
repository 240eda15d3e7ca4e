// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import io.perenne.analytics.ingest.column.TextResource;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Words as they are compared: whole values without case, accents, blanks and signs. */
final class Words {

  private static final Pattern MARKS = Pattern.compile("\\p{M}");
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]");

  private Words() {}

  /**
   * {@code "Pago aceptado"}, {@code PAGO_ACEPTADO} and {@code pago-aceptado} are all pagoaceptado.
   */
  static String normal(String word) {
    // German sharp s has no accent to lose but is as often written ss
    return SIGNS.matcher(plain(word).replace("\u00df", "ss")).replaceAll("");
  }

  /** The word in lower case without accents. */
  static String plain(String word) {
    return MARKS
        .matcher(Normalizer.normalize(word, Normalizer.Form.NFD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a list of words: a line that begins at the margin is a heading, the indented lines below
   * hold its words, separated by commas; {@code #} begins a comment line.
   */
  static Map<String, List<String>> read(String resource) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : TextResource.read(Words.class, resource).split("\n", -1)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!line.startsWith(" ")) {
        current = lists.computeIfAbsent(line.strip(), heading -> new ArrayList<>());
        continue;
      }
      for (String word : line.split(",", -1)) {
        if (!word.isBlank()) {
          current.add(word.strip());
        }
      }
    }
    return lists;
  }
}
