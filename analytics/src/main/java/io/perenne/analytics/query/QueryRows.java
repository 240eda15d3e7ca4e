// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.query;

import java.util.List;

/**
 * The first rows that a database answers.
 *
 * @param columns their names
 * @param rows as text; empty where there is no value
 */
public record QueryRows(List<String> columns, List<List<String>> rows) {
  /** Copies the lists. */
  public QueryRows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
