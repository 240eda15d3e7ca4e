// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.util.Set;

/**
 * A setting that a user may give: its name, which values it takes, its default and what it decides.
 * Runs and destinations have keys of this one form.
 *
 * @param <T> the type of its values
 * @param name the name in kebab-case, groups joined by dots
 * @param type which values it takes
 * @param standard the default as text; empty for none
 * @param description what it decides, in one line
 * @param traits what else is to be known of it
 */
public record Key<T>(
    String name, ValueType<T> type, String standard, Message description, Set<Trait> traits) {

  /** What may be true of a key. */
  public enum Trait {
    /** Somebody has to give a value. */
    REQUIRED,

    /** The value may be, or hold, a secret, so that no message repeats it. */
    CONFIDENTIAL,

    /** The value is the path of a file or folder of this machine. */
    LOCAL_PATH
  }

  /** Returns a key of destinations, whose text is that of its name. */
  public static <T> Key<T> of(String name, ValueType<T> type, String standard, Trait... traits) {
    return of(name, type, standard, Texts.message("destination.key." + name), traits);
  }

  /** Returns a key with a description of its own. */
  public static <T> Key<T> of(
      String name, ValueType<T> type, String standard, Message description, Trait... traits) {
    return new Key<>(name, type, standard, description, Set.of(traits));
  }

  /** Returns which values are allowed. */
  public Message allowed() {
    return type.allowed();
  }

  /** Returns what the key decides, in one line. */
  public String description(Language language) {
    return description.in(language);
  }

  /** Returns whether something is true of this key. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /**
   * Returns the value that a text stands for; blanks around it do not count.
   *
   * @throws IllegalArgumentException if the text is not allowed
   */
  public T parse(String text) {
    return type.parser().apply(text.strip());
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
