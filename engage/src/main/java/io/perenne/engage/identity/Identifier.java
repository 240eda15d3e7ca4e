// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

/**
 * One value by which somebody is known.
 *
 * @param type such as {@code user_id}, {@code email} or {@code anonymous_id}
 * @param value the value, as {@link IdentityRules#usable} makes it comparable
 */
public record Identifier(String type, String value) {
  /** Returns the type and the value. */
  @Override
  public String toString() {
    return type + ":" + value;
  }
}
