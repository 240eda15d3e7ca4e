// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import java.util.Map;

/**
 * A sentence of a profile in the languages it is written in.
 *
 * @param byLanguage the sentence by language, {@code en} always among them
 */
public record Text(Map<String, String> byLanguage) implements Labelled {

  private static final String DEFAULT = "en";

  public Text {
    byLanguage = Map.copyOf(byLanguage);
    if (!byLanguage.containsKey(DEFAULT)) {
      throw new IllegalArgumentException("no English text: " + byLanguage);
    }
  }

  /** The sentence in a language, in English if it is not written in that. */
  public String in(String language) {
    return byLanguage.getOrDefault(language, byLanguage.getOrDefault(DEFAULT, ""));
  }

  @Override
  public String label(Language language) {
    return in(language.code());
  }
}
