// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.util.List;

/**
 * What is asked of everybody whose facts are kept: a condition in SQL over the row {@code p} of
 * {@code audience_people}, in which every value is a parameter.
 *
 * @param sql the condition, never unknown
 * @param values of its parameters, in their order: texts, whole numbers and doubles
 */
public record Condition(String sql, List<Object> values) {
  /** Copies the list. */
  public Condition {
    values = List.copyOf(values);
  }
}
