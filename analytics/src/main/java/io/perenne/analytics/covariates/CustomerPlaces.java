// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.ingest.column.IdentityText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Numbers by customer; zeros in front of an id do not matter unless they tell customers apart. */
final class CustomerPlaces {

  private final Map<String, Integer> placeOf = new HashMap<>();

  /** The ids by their form without zeros in front, if no two have the same. */
  private final Map<String, Optional<String>> withoutZeros = new HashMap<>();

  void put(String id, int place) {
    placeOf.put(id, place);
    withoutZeros.merge(
        IdentityText.withoutZeros(id), Optional.of(id), (one, two) -> Optional.empty());
  }

  OptionalInt find(String customer) {
    Integer exact = placeOf.get(customer);
    Integer place =
        exact != null
            ? exact
            : withoutZeros
                .getOrDefault(IdentityText.withoutZeros(customer), Optional.empty())
                .map(placeOf::get)
                .orElse(null);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  int size() {
    return placeOf.size();
  }

  /** An id as the transactions have it: {@code 1E5} may be a code of letters and digits. */
  static String id(String text) {
    return IdentityText.dress(text) == IdentityText.Dress.EXPONENT && !text.contains("+")
        ? IdentityText.bare(text)
        : IdentityText.canonical(text);
  }
}
