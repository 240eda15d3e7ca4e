// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.util.HashMap;
import java.util.Map;

/**
 * Typed values by key, before they are one valid configuration; a key that is absent has its
 * default.
 */
final class ConfigurationValues {
  private final Map<ConfigurationKey<?>, Object> values;

  private ConfigurationValues(Map<ConfigurationKey<?>, Object> values) {
    this.values = values;
  }

  static ConfigurationValues empty() {
    return new ConfigurationValues(Map.of());
  }

  static ConfigurationValues of(RunConfiguration configuration) {
    Map<ConfigurationKey<?>, Object> values = new HashMap<>();
    for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
      values.put(key, key.valueIn(configuration));
    }
    return new ConfigurationValues(values);
  }

  /** Returns these values with one more, read from text. */
  ConfigurationValues with(String name, String text, String where) {
    ConfigurationKey<?> key = ConfigurationKeys.require(name, where);
    Map<ConfigurationKey<?>, Object> changed = new HashMap<>(values);
    changed.put(key, key.parse(text, where));
    return new ConfigurationValues(changed);
  }

  /** Returns the value of a key, or its default. */
  <T> T value(ConfigurationKey<T> key) {
    Object value = values.get(key);
    if (value == null) {
      return key.defaultValue();
    }
    @SuppressWarnings("unchecked") // only key.parse and key.valueIn put values, both of type T
    T typed = (T) value;
    return typed;
  }

  /** Returns the configuration, or refuses values that do not go together. */
  RunConfiguration toConfiguration() {
    try {
      return ConfigurationKeys.assemble(this);
    } catch (IllegalArgumentException e) {
      throw new InputException(Problem.of(String.valueOf(e.getMessage())));
    }
  }
}
