// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

import java.util.Objects;

/**
 * One thing that is wrong with what the user gave: what, where, which value, and what to do.
 *
 * @param what the condition that does not hold, as a sentence without a full stop
 * @param where the file, line, column or option, or empty if the place says nothing
 * @param value the offending value as it was given, or empty if a value was missing
 * @param remedy what to do about it, or empty if nothing useful can be said
 */
public record Problem(String what, String where, String value, String remedy) {
  public Problem {
    if (what.isBlank()) {
      throw new IllegalArgumentException("what is blank");
    }
    Objects.requireNonNull(where);
    Objects.requireNonNull(value);
    Objects.requireNonNull(remedy);
  }

  /** Returns a problem with neither place, value nor remedy. */
  public static Problem of(String what) {
    return new Problem(what, "", "", "");
  }

  /** Returns this problem at a place, for example {@code perenne.yaml, line 3}. */
  public Problem withWhere(String where) {
    return new Problem(what, where, value, remedy);
  }

  /** Returns this problem with the offending value. */
  public Problem withValue(String value) {
    return new Problem(what, where, value, remedy);
  }

  /** Returns this problem with what to do about it. */
  public Problem withRemedy(String remedy) {
    return new Problem(what, where, value, remedy);
  }

  /** Returns the problem on one line: {@code where: what: value (remedy)}. */
  public String toLine() {
    StringBuilder line = new StringBuilder();
    if (!where.isEmpty()) {
      line.append(where).append(": ");
    }
    line.append(what);
    if (!value.isEmpty()) {
      line.append(": ").append(value);
    }
    if (!remedy.isEmpty()) {
      line.append(" (").append(remedy).append(')');
    }
    return line.toString();
  }
}
