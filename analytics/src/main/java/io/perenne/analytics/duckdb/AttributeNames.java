// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.datamodel.DatamodelColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The columns of the datamodel in which attributes of the CRM are kept: their own names, with
 * {@code CRM_} before those that the datamodel has already, in whatever case.
 */
final class AttributeNames {
  /** The plain numbers at the end of the datamodel. */
  private static final List<String> NUMBERS =
      List.of(
          "segment_rule",
          "silence_days",
          "age_days",
          "purchase_days",
          "interval_purchase_days",
          "gap_sum",
          "gap_count",
          "first_micros",
          "last_micros",
          "known_value",
          "spend",
          "monetary_value",
          "residual",
          "kept_share",
          "price_factor",
          "log_gaps",
          "state_factor",
          "tbp_days",
          "ltv",
          "email_consent",
          "email_suppressed",
          "ticket_days");

  private static final String PREFIX = "CRM_";

  private AttributeNames() {}

  static List<String> of(List<String> attributes) {
    Set<String> taken = new HashSet<>();
    Stream.of(DatamodelColumn.contract(), DatamodelColumn.extended())
        .flatMap(List::stream)
        .forEach(column -> taken.add(column.name().toLowerCase(Locale.ROOT)));
    taken.addAll(NUMBERS);
    List<String> names = new ArrayList<>();
    for (String attribute : attributes) {
      String name = attribute;
      while (!taken.add(name.toLowerCase(Locale.ROOT))) {
        name = PREFIX + name;
      }
      names.add(name);
    }
    return names;
  }
}
