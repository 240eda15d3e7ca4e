// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.oidc;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whom a provider has recognized.
 *
 * @param subject the provider's own name for them
 * @param claims what else it says
 * @param idToken the token that says so
 */
record Person(String subject, Map<String, Object> claims, String idToken) {
  /** Copies the claims that say something. */
  Person {
    claims =
        claims.entrySet().stream()
            .filter(claim -> claim.getValue() != null)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Returns the e-mail address; empty if there is none, or it may not be believed. */
  Optional<String> address(boolean trusting) {
    Object verified = claims.get("email_verified");
    boolean believed = verified == null ? trusting : Boolean.parseBoolean(String.valueOf(verified));
    return believed ? text("email") : Optional.empty();
  }

  /** Returns whether a provider itself says that the e-mail address is verified. */
  boolean vouchedFor() {
    return Boolean.parseBoolean(String.valueOf(claims.get("email_verified")));
  }

  private Optional<String> text(String claim) {
    return Optional.ofNullable(claims.get(claim)).map(Object::toString);
  }

  /**
   * Returns the groups.
   *
   * @param claim the claim that lists them, such as {@code groups} or {@code realm_access.roles}
   */
  List<String> groups(String claim) {
    Object found = claims.get(claim);
    return texts(found == null ? inside(claims, Arrays.asList(claim.split("[.]", -1))) : found);
  }

  private static Object inside(Object value, List<String> path) {
    if (path.isEmpty()) {
      return value;
    }
    Object next = value instanceof Map<?, ?> map ? map.get(path.get(0)) : null;
    return next == null ? List.of() : inside(next, path.subList(1, path.size()));
  }

  private static List<String> texts(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toList();
    }
    return value instanceof String one ? List.of(one) : List.of();
  }

  /** Returns the provider's own name only. */
  @Override
  public String toString() {
    return subject;
  }
}
