// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

import java.util.Optional;
import java.util.Set;

/**
 * What the resolution did with one piece of evidence, other than to add an identifier.
 *
 * @param kind what was done
 * @param evidence the event that was the reason
 * @param subject the identifier that was left out or is shared; absent for a merge
 * @param profiles the ids that the profiles had before, in their order
 */
public record Decision(
    Kind kind, Evidence evidence, Optional<Identifier> subject, Set<String> profiles) {
  /** What was done. */
  public enum Kind {
    /** Several profiles became one. */
    MERGED,

    /** A device or a household has more than one person; it says nothing of people from here on. */
    SHARED,

    /** An identifier was left out: with it a profile would have more of a type than it may. */
    OVER_LIMIT,

    /** An identifier was left out: it would join what different strong identifiers keep apart. */
    CONTRADICTED,

    /** An identifier was left out: a person has separated what it would join. */
    SEPARATED
  }
}
