// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.perenne.analytics.job.RetentionPlan;
import java.util.List;

/**
 * Which runs stay, and the rule that says so.
 *
 * @param plan what the rule means for the runs that are there
 * @param form what the fields hold
 * @param fixed whether an option of the server has set the rule
 * @param tried whether the rule is looked at and not saved
 * @param problems what was refused, a sentence each
 */
public record RetentionView(
    RetentionPlan plan, RetentionForm form, boolean fixed, boolean tried, List<String> problems) {
  /** Copies the list. */
  public RetentionView {
    problems = List.copyOf(problems);
  }
}
