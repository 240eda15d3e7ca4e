// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.util.List;
import java.util.function.Function;

/**
 * A key of the configuration of a run, and where a {@link RunConfiguration} has its value.
 *
 * @param <T> the type of its values
 */
public final class ConfigurationKey<T> {
  private final Key<T> key;
  private final Function<RunConfiguration, T> value;
  private final boolean definesSegments;

  ConfigurationKey(Key<T> key, Function<RunConfiguration, T> value, boolean definesSegments) {
    this.key = key;
    this.value = value;
    this.definesSegments = definesSegments;
  }

  /** Returns the name: kebab-case, groups joined by dots. */
  public String name() {
    return key.name();
  }

  /** Returns the default as text. */
  public String defaultText() {
    return key.standard();
  }

  /** Returns which values are allowed. */
  public Message allowed() {
    return key.allowed();
  }

  /** Returns all the values there are, if they can be counted. */
  public List<String> choices() {
    return key.type().choices();
  }

  /** Returns what the key decides, in one line. */
  public String description(Language language) {
    return key.description(language);
  }

  /** Returns whether the key decides into which segment a customer falls. */
  public boolean definesSegments() {
    return definesSegments;
  }

  /** Returns the value of this key in a configuration as text; a secret shows as a fingerprint. */
  public String textIn(RunConfiguration configuration) {
    return key.type().printer().apply(value.apply(configuration));
  }

  T valueIn(RunConfiguration configuration) {
    return value.apply(configuration);
  }

  T defaultValue() {
    return key.parse(key.standard());
  }

  /** Reads a value; where it was given is told only in the message of a refusal. */
  T parse(String text, String where) {
    try {
      return key.parse(text);
    } catch (IllegalArgumentException e) {
      Problem problem =
          Problem.of(Texts.message("problem.value", name()))
              .withWhere(where)
              .withValue(key.type().equals(ValueType.SALT) && !isReference(text) ? "" : text)
              .withRemedy(Texts.message("problem.value.allowed", allowed()));
      throw new InputException(problem);
    }
  }

  private static boolean isReference(String text) {
    return text.isBlank() || text.matches("(env|file|secret):.*");
  }

  @Override
  public String toString() {
    return name();
  }
}
