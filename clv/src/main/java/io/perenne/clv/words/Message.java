// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

/**
 * A sentence for people in every language.
 *
 * @param es the sentence in Spanish
 * @param en the sentence in English
 */
public record Message(String es, String en) {
  /** Returns the sentence in one language. */
  public String in(Language language) {
    return language == Language.ES ? es : en;
  }

  /** Returns the sentence of a bundle key in every language, numbers written as each does. */
  public static Message of(String key, Object... arguments) {
    return new Message(
        Messages.of(Language.ES).format(key, arguments),
        Messages.of(Language.EN).format(key, arguments));
  }
}
