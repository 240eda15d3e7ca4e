// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

/** Something with a name for people in each language. */
public interface Labelled {
  /** Returns the name shown to people. */
  String label(Language language);
}
