// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Typed values by key, before they are one valid configuration; a key that is absent has its
 * default.
 */
final class ConfigurationValues {
  private final Map<ConfigurationKey<?>, Object> values;

  /** Where a value was given, by the name of its key; a default has no place. */
  private final Map<String, String> places;

  private ConfigurationValues(Map<ConfigurationKey<?>, Object> values, Map<String, String> places) {
    this.values = values;
    this.places = places;
  }

  static ConfigurationValues empty() {
    return new ConfigurationValues(Map.of(), Map.of());
  }

  static ConfigurationValues of(RunConfiguration configuration) {
    Map<ConfigurationKey<?>, Object> values = new HashMap<>();
    for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
      values.put(key, key.valueIn(configuration));
    }
    return new ConfigurationValues(values, Map.of());
  }

  /** Returns these values with one more, read from text. */
  ConfigurationValues with(String name, String text, String where) {
    ConfigurationKey<?> key = ConfigurationKeys.require(name, where);
    Map<ConfigurationKey<?>, Object> changed = new HashMap<>(values);
    changed.put(key, key.parse(text, where));
    Map<String, String> changedPlaces = new HashMap<>(places);
    changedPlaces.put(name, where);
    return new ConfigurationValues(changed, changedPlaces);
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
      return ConfigurationAssembly.assemble(this);
    } catch (ConfigurationConflict e) {
      String where =
          e.keys().stream()
              .map(places::get)
              .filter(Objects::nonNull)
              .distinct()
              .collect(Collectors.joining(" and "));
      throw new InputException(
          Problem.of(e.condition()).withWhere(where).withValue(e.values()).withRemedy(e.remedy()));
    } catch (IllegalArgumentException e) {
      throw new InputException(Problem.of(String.valueOf(e.getMessage())));
    }
  }
}
