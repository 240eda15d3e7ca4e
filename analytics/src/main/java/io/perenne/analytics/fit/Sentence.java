// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.util.List;
import java.util.Optional;

/**
 * A sentence of a model, which its file keeps in English. Until then it can be said in every
 * language; one read from a file stays as it was written.
 */
public final class Sentence {
  private final String english;
  private final Optional<Message> message;

  private Sentence(String english, Optional<Message> message) {
    this.english = english;
    this.message = message;
  }

  /** Returns a sentence as a file has it; empty if there is nothing to say. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Sentence of(String english) {
    return new Sentence(english, Optional.empty());
  }

  /** Returns a sentence that can be said in every language. */
  public static Sentence of(Message message) {
    return new Sentence(message.in(Language.EN), Optional.of(message));
  }

  /** Returns nothing to say. */
  public static Sentence none() {
    return of("");
  }

  /** Returns messages as sentences. */
  public static List<Sentence> all(List<Message> messages) {
    return messages.stream().map(Sentence::of).toList();
  }

  /** Returns whether there is nothing to say. */
  public boolean isEmpty() {
    return english.isEmpty();
  }

  /** Returns it in a language, in English if it was read from a file. */
  public String in(Language language) {
    return message.map(known -> known.in(language)).orElse(english);
  }

  /** Returns whether the other is the same in English, which is all that a file keeps. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Sentence sentence && english.equals(sentence.english);
  }

  @Override
  public int hashCode() {
    return english.hashCode();
  }

  /** Returns it in English. */
  @Override
  @JsonValue
  public String toString() {
    return english;
  }
}
