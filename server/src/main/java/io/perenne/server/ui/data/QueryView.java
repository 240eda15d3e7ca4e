// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import io.perenne.analytics.query.QueryRows;
import io.perenne.analytics.query.QuerySource;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a query shows.
 *
 * @param query what the fields hold
 * @param known whether it is kept already
 * @param rows what the database answered
 * @param problems what was refused, a sentence each
 */
public record QueryView(
    QuerySource query, boolean known, Optional<QueryRows> rows, List<String> problems) {
  /** Copies the list. */
  public QueryView {
    problems = List.copyOf(problems);
  }
}
