// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import io.perenne.clv.words.MessageBundle;
import io.perenne.clv.words.Messages;

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

  /** Returns the texts in one language. */
  public static Messages in(Language language) {
    return BUNDLE.in(language);
  }
}
