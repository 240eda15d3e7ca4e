// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import io.perenne.engage.audience.Check.Bound;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a column of the datamodel has to be. What is not known fails every test but that for being
 * unknown.
 *
 * @param column the name of the column
 * @param known whether there has to be a value
 * @param values it is one of these, letter by letter; empty for any
 * @param low it is a number not below; empty for any
 * @param high it is a number not above; empty for any
 */
public record ColumnTest(
    String column, boolean known, Set<String> values, Optional<Bound> low, Optional<Bound> high) {
  /** Copies the values. */
  public ColumnTest {
    values = Set.copyOf(values);
  }

  /** Returns whether a row passes. */
  public boolean holds(Map<String, String> row) {
    String value = row.getOrDefault(column, "");
    if (value.isEmpty() || !known) {
      return value.isEmpty() && !known;
    }
    if (!values.isEmpty() && !values.contains(value)) {
      return false;
    }
    if (low.isEmpty() && high.isEmpty()) {
      return true;
    }
    double number = number(value);
    return low.map(least -> least.included() ? number >= least.value() : number > least.value())
            .orElse(!Double.isNaN(number))
        && high.map(most -> most.included() ? number <= most.value() : number < most.value())
            .orElse(!Double.isNaN(number));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  String canonical() {
    return column + " " + known + " " + new TreeSet<>(values) + " " + low + " " + high;
  }
}
