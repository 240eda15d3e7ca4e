// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How many jobs there are of each kind and state. */
public final class JobCounts {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public JobCounts(Transaction in) {
    this.in = in;
  }

  /**
   * A number of jobs.
   *
   * @param kind such as {@code run}
   * @param state such as {@code done}
   * @param number how many
   * @param lastEnded when the last of them ended; empty if none has
   */
  public record Count(String kind, String state, long number, Optional<Instant> lastEnded) {}

  /** Returns all numbers that are not 0. */
  public List<Count> all() {
    return in.list(
        "SELECT kind, state, count(*) AS number, max(ended) AS last_ended FROM jobs"
            + " GROUP BY kind, state ORDER BY kind, state",
        row ->
            new Count(
                row.text("kind"),
                row.text("state"),
                row.number("number"),
                row.optionalInstant("last_ended")));
  }
}
