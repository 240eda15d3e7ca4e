// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import io.perenne.clv.words.MessageBundle;
import java.util.Arrays;

/** What the program says to a person, from its bundle {@code messages_{es,en}.properties}. */
public final class Messages {
  private static final MessageBundle BUNDLE = MessageBundle.beside(Messages.class);

  private final Language language;

  private Messages(Language language) {
    this.language = language;
  }

  /** Returns the texts in one language. */
  public static Messages of(Language language) {
    return new Messages(language);
  }

  /**
   * Returns a sentence that can be written in every language.
   *
   * @throws IllegalArgumentException if there is no such key, or it takes other arguments
   */
  public static Message message(String key, Object... arguments) {
    return BUNDLE.message(key, arguments);
  }

  /** Returns a text with {@code {0}}, {@code {1}} … filled in; it need not use every argument. */
  public String text(String key, String... arguments) {
    Object[] used = Arrays.copyOf(arguments, BUNDLE.arguments(key), Object[].class);
    return BUNDLE.in(language).text(key, used);
  }
}
