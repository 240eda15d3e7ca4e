// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.perenne.server.live.profile.EventRetention.Rule;
import java.util.List;
import java.util.Optional;

/**
 * How long events are kept.
 *
 * @param rules those that are set
 * @param event the event of the form
 * @param days the days of the form
 * @param tried what the rule of the form would let go now, at most; empty if none was tried
 * @param problems what was wrong, a sentence each
 */
public record RetentionView(
    List<Rule> rules, String event, String days, Optional<Long> tried, List<String> problems) {
  /** Copies the lists. */
  public RetentionView {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }
}
