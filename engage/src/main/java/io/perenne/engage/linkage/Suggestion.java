// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

import java.util.Map;

/**
 * Two records that may be of one person, for somebody to accept or refuse.
 *
 * @param one the id of a record
 * @param other the id of the other
 * @param probability how probable it is that both are of one person, as far as the fields tell
 * @param reasons what each field says for it (above 0) or against it, in bits
 */
public record Suggestion(
    String one, String other, double probability, Map<String, Double> reasons) {
  /** Copies the reasons. */
  public Suggestion {
    reasons = Map.copyOf(reasons);
  }
}
