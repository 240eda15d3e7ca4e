// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.Language;
import java.util.function.Function;

/**
 * One key of the configuration: its name, its default and what it means.
 *
 * @param <T> the type of its values
 */
public final class ConfigurationKey<T> {
  private final String name;
  private final ValueType<T> type;
  private final String defaultText;
  private final Function<RunConfiguration, T> value;
  private final boolean definesSegments;
  private final String english;
  private final String spanish;

  ConfigurationKey(
      String name,
      ValueType<T> type,
      String defaultText,
      Function<RunConfiguration, T> value,
      boolean definesSegments,
      String english,
      String spanish) {
    this.name = name;
    this.type = type;
    this.defaultText = defaultText;
    this.value = value;
    this.definesSegments = definesSegments;
    this.english = english;
    this.spanish = spanish;
  }

  /** Returns the name: kebab-case, groups joined by dots. */
  public String name() {
    return name;
  }

  /** Returns the default as text. */
  public String defaultText() {
    return defaultText;
  }

  /** Returns which values are allowed, in English. */
  public String allowed() {
    return type.allowed();
  }

  /** Returns what the key decides, in one line. */
  public String description(Language language) {
    return language == Language.ES ? spanish : english;
  }

  /** Returns whether the key decides into which segment a customer falls. */
  public boolean definesSegments() {
    return definesSegments;
  }

  /** Returns the value of this key in a configuration as text; a secret shows as a fingerprint. */
  public String textIn(RunConfiguration configuration) {
    return type.printer().apply(value.apply(configuration));
  }

  T valueIn(RunConfiguration configuration) {
    return value.apply(configuration);
  }

  T defaultValue() {
    return type.parser().apply(defaultText);
  }

  /** Reads a value; where it stands is told only in the message of a refusal. */
  T parse(String text, String where) {
    try {
      return type.parser().apply(text.strip());
    } catch (IllegalArgumentException e) {
      Problem problem =
          new Problem(
              name + " has a value that is not allowed", where, text, "allowed: " + allowed());
      throw new InputException(problem);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
