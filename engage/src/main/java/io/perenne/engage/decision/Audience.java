// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

/** Whom an action is for. Equal audiences have equal canonical forms, and say the same. */
public interface Audience {
  /** Everybody. */
  Audience EVERYBODY =
      new Audience() {
        @Override
        public boolean includes(Situation person) {
          return true;
        }

        @Override
        public String canonical() {
          return "everybody";
        }
      };

  /** Returns whether a person belongs to it. */
  boolean includes(Situation person);

  /** Returns the rule as text, the same for the same rule: the version of a catalogue hashes it. */
  String canonical();
}
