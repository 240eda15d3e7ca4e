// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.explain;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.MessageBundle;
import java.util.Arrays;

/** The sentences of explanations, from {@code messages_{es,en}.properties}, in one language. */
final class Words {
  private static final MessageBundle BUNDLE = MessageBundle.beside(Words.class);

  private final Language language;

  private Words(Language language) {
    this.language = language;
  }

  static Words of(Language language) {
    return new Words(language);
  }

  /** Returns a text with its places filled; it need not use every argument. */
  String text(String key, String... arguments) {
    Object[] used = Arrays.copyOf(arguments, BUNDLE.arguments(key), Object[].class);
    return BUNDLE.in(language).text(key, used);
  }
}
