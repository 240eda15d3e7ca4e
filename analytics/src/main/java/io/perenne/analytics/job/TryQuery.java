// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.query.QueryReader;
import io.perenne.analytics.query.QueryRows;
import io.perenne.analytics.query.QuerySource;
import io.perenne.analytics.task.Task;

/**
 * Asks a database for a few rows.
 *
 * @param query what is asked
 * @param most rows
 */
public record TryQuery(QuerySource query, int most) implements Job<QueryRows> {
  @Override
  public String name() {
    return "query";
  }

  @Override
  public QueryRows run(JobContext context, Task task) {
    return new QueryReader(query, context.secrets(), task.cancellation()).first(most);
  }
}
