// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

/** How the values of a field are compared; the levels go from different to equal. */
public enum FieldKind {
  /** A name of a person: equal, nearly (Jaro-Winkler from 0.92), alike (from 0.8), different. */
  NAME(4) {
    @Override
    int unequal(String one, String other) {
      double likeness = Likeness.jaroWinkler(one, other);
      return likeness >= 0.92 ? 2 : likeness >= 0.8 ? 1 : 0;
    }
  },

  /** Words, as of a street: equal, alike (Jaro-Winkler from 0.9), different. */
  TEXT(3) {
    @Override
    int unequal(String one, String other) {
      return Likeness.jaroWinkler(one, other) >= 0.9 ? 1 : 0;
    }
  },

  /**
   * Digits or letters that one types in, as a date or a telephone: equal, one slip, two, different.
   */
  CODE(4) {
    @Override
    int unequal(String one, String other) {
      if (Math.abs(one.length() - other.length()) > 2) {
        return 0;
      }
      int edits = Likeness.edits(one, other);
      return edits <= 2 ? 3 - edits : 0;
    }
  };

  private final int levels;

  FieldKind(int levels) {
    this.levels = levels;
  }

  /** Returns how many levels there are; the highest is for equal values. */
  public int levels() {
    return levels;
  }

  /** Returns how alike two values are, from 0. */
  public int level(String one, String other) {
    return one.equals(other) ? levels - 1 : unequal(one, other);
  }

  abstract int unequal(String one, String other);
}
