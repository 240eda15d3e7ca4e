// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.RunDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a run knows of one customer: each value, and through the provenance the numbers
 * it was made from.
 *
 * @param run the run
 * @param values by column, in the order of the columns; an absent one is empty text
 * @param next the next purchase; empty where the run has no model, the customer never bought or is
 *     as good as gone
 */
public record CustomerRecord(
    RunDocument run, Map<String, String> values, Optional<NextPurchaseDate> next) {
  /** Copies the map and keeps its order. */
  public CustomerRecord {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  CustomerRecord(RunDocument run, Map<String, String> values) {
    this(run, values, Optional.empty());
  }

  CustomerRecord with(Optional<NextPurchaseDate> other) {
    return new CustomerRecord(run, values, other);
  }

  long number(String column) {
    String text = values.getOrDefault(column, "");
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
