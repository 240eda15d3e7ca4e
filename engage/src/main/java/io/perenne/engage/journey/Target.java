// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

/**
 * Where a journey goes on.
 *
 * @param name {@code next}, {@code end}, or the name of a step
 */
public record Target(String name) {
  /** The step that follows. */
  public static final Target NEXT = new Target("next");

  /** Out of the journey. */
  public static final Target END = new Target("end");

  /** Returns the target of a name. */
  public static Target of(String name) {
    return name.equals(NEXT.name) ? NEXT : name.equals(END.name) ? END : new Target(name);
  }

  /** Returns whether it is a step that somebody named. */
  public boolean isNamed() {
    return !equals(NEXT) && !equals(END);
  }

  @Override
  public String toString() {
    return name;
  }
}
