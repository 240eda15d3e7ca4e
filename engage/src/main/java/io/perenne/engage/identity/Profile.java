// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

import java.util.Set;

/**
 * One person, as far as identifiers tell.
 *
 * @param id made of the first evidence, so that the same evidence gives the same id everywhere
 * @param identifiers what the person is known by
 * @param shared whether this stands for all who use one device or household
 */
public record Profile(String id, Set<Identifier> identifiers, boolean shared) {
  /** Copies the identifiers. */
  public Profile {
    identifiers = Set.copyOf(identifiers);
  }
}
