// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.query.QueryReader;
import io.perenne.analytics.query.QuerySource;
import io.perenne.analytics.task.Task;
import java.nio.file.Path;

/**
 * Reads the rows of a database into a file.
 *
 * @param query what is asked
 * @param target the file that all rows are in afterwards, as packed CSV
 * @param most rows; 0 for all
 */
public record ReadQuery(QuerySource query, Path target, int most) implements Job<Path> {
  @Override
  public String name() {
    return "query";
  }

  @Override
  public Path run(JobContext context, Task task) {
    new QueryReader(query, context.secrets(), task.cancellation()).write(target, most);
    return target;
  }
}
