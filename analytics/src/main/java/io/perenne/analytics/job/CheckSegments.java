// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.run.SegmentBacktestJob;
import io.perenne.analytics.task.Task;
import io.perenne.clv.segment.check.SegmentBacktest;

/**
 * Segments the base as of an earlier day and looks at what each segment spent afterwards; publishes
 * nothing.
 *
 * @param request what to read and how; {@code asOf} is the last day watched
 * @param horizonDays how many days are watched, at least 1
 */
public record CheckSegments(RunRequest request, int horizonDays) implements Job<SegmentBacktest> {
  @Override
  public String name() {
    return "check-segments";
  }

  @Override
  public SegmentBacktest run(JobContext context, Task task) {
    return SegmentBacktestJob.run(request, horizonDays, task);
  }
}
