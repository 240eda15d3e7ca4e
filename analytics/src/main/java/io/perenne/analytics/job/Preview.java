// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.run.PreviewJob;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Task;
import java.nio.file.Path;

/**
 * Looks at one file: its first rows, and what a run would make of them. Of a large text only the
 * beginning is read.
 *
 * @param settings how files are read
 * @param file the file
 * @param input what it is taken for
 */
public record Preview(RunRequest settings, Path file, ColumnMapping.Input input)
    implements Job<io.perenne.analytics.run.Preview> {
  @Override
  public String name() {
    return "preview";
  }

  @Override
  public io.perenne.analytics.run.Preview run(JobContext context, Task task) {
    return PreviewJob.run(settings, file, input, task);
  }
}
