// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.clv.words.Message;
import java.util.List;

/** Two values that are each allowed but do not go together. */
final class ConfigurationConflict extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String condition;
  private final String values;
  private final transient List<String> keys;
  private final transient Message remedy;

  /**
   * Names the condition that does not hold.
   *
   * @param values the values as they stand against each other
   * @param keys the names of the keys they belong to
   */
  ConfigurationConflict(String condition, String values, List<String> keys, Message remedy) {
    super(condition + ": " + values);
    this.condition = condition;
    this.values = values;
    this.keys = List.copyOf(keys);
    this.remedy = remedy;
  }

  String condition() {
    return condition;
  }

  String values() {
    return values;
  }

  List<String> keys() {
    return keys;
  }

  Message remedy() {
    return remedy;
  }
}
