// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

/**
 * How identifiers of one type count.
 *
 * @param name such as {@code email}
 * @param strength whether two people may share one
 * @param priority the lower, the longer it is kept when identifiers contradict each other
 * @param limit how many of them one profile may have
 */
public record IdentifierType(String name, Strength strength, int priority, int limit) {
  /** Checks that a profile may have at least one. */
  public IdentifierType {
    if (limit < 1) {
      throw new IllegalArgumentException("a limit below 1: " + limit);
    }
  }
}
