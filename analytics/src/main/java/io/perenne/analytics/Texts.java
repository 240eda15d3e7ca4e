// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import io.perenne.clv.words.MessageBundle;
import io.perenne.clv.words.Messages;
import java.util.List;

/** The sentences of this module, from its bundle {@code messages_{es,en}.properties}. */
public final class Texts {
  private static final MessageBundle BUNDLE = MessageBundle.beside(Texts.class);

  private Texts() {}

  /**
   * Returns a sentence.
   *
   * @throws IllegalArgumentException if there is no such key, or it takes other arguments
   */
  public static Message message(String key, Object... arguments) {
    return BUNDLE.message(key, arguments);
  }

  /** Returns the keys of the texts that begin so. */
  public static List<String> keys(String beginning) {
    return BUNDLE.keys().stream().filter(key -> key.startsWith(beginning)).toList();
  }

  /** Returns how many arguments a text takes. */
  public static int arguments(String key) {
    return BUNDLE.arguments(key);
  }

  /** Returns the texts in one language. */
  public static Messages in(Language language) {
    return BUNDLE.in(language);
  }
}
