// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import java.util.List;

/**
 * A sentence as data: the key of a text and its arguments. It is written when it is read, in the
 * reader's language, numbers as that language writes them.
 *
 * @param bundle where the text is
 * @param key the text; also a stable name of what is said, for programs
 * @param arguments what the text is filled with: numbers, {@link Labelled} values, messages, lists
 *     of these, or values that print themselves, such as names and ISO dates
 */
public record Message(MessageBundle bundle, String key, List<Object> arguments) {

  /** Checks that the text exists and takes as many arguments. */
  public Message {
    arguments = List.copyOf(arguments);
    if (arguments.size() != bundle.arguments(key)) {
      throw new IllegalArgumentException(
          "message " + key + " takes " + bundle.arguments(key) + " arguments: " + arguments.size());
    }
  }

  /**
   * Returns a message of this library's own bundle.
   *
   * @throws IllegalArgumentException if there is no such key, or it takes other arguments
   */
  public static Message of(String key, Object... arguments) {
    return MessageBundle.CLV.message(key, arguments);
  }

  /** Returns the sentence in one language. */
  public String in(Language language) {
    return bundle.in(language).text(key, arguments.toArray());
  }

  /** Returns this sentence followed by another. */
  public Message then(Message next) {
    return of("sentences", this, next);
  }

  /** Returns the sentence in English, for logs and debuggers. */
  @Override
  public String toString() {
    return in(Language.EN);
  }
}
